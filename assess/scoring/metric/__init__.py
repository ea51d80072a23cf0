"""Metrics of customer experience: responses in, each metric's figures with their intervals out (site/docs/metrics.md).

figure, interval   what a metric returns, and how far its figures can be trusted
tally              counts per code → those on a scale, and how many were not
opinion            NPS, CSAT, CES, loyalty: answers on a scale
share              first contact resolution, retention, churn: parts of a whole
duration           first and average response time, waiting time, search ease: seconds
gap                expectation against perception
emotion            Plutchik's wheel
response           columns of a sheet → what the metrics take
definition         the list of all metrics: what a person may ask for by name
"""
