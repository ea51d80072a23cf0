"""Findings → charts: compiled by Altair once, refilled with data, drawn as SVG.

Every chart is drawn by a function that takes findings (or a typed part of them) and a `Renderer`, and gives a `Chart`, or
None where there is nothing to show. A `Chart` has a title, a sentence that reads it, an SVG for a page and one for a phone,
and its `table` of the same figures, which every surface prints beside it.

position.draw_position(findings, renderer)            where you stand: dimensions beside the peers
profile.draw_profile(findings, renderer, kinds=…)     the whole, dimensions, departments, themes on one scale
strip.draw_strip(findings, chapter, renderer)         the answers of one dimension
spread.draw_levels(findings, spread, renderer)        how the peers spread over levels, and which is yours
spread.draw_spread(id, title, said, bars, renderer)   the same without a "you": a published edition
ladder.draw_ladder(findings, renderer)                the levels, and what holds back the next
priority.draw_priority(findings, renderer)            next steps by importance and gap
trend.draw_trend(findings, trend, renderer)           several assessments over time: `finding.trend.Trend`
heat.draw_heat(findings, perception, renderer)        how roles see it: `finding.perception.Perception`
journey.draw_journey(findings, renderer, moments=…)   the phases in their order, highest and lowest point: `Moment`
portfolio.draw_portfolio(portfolio, renderer)         one small profile a client: `Portfolio`, `Row`
"""
