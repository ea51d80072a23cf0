-- Signs of careless answers, as bits of assess.assessment.quality: two of them keep a submission out of benchmarks.
-- What was stored before was not measured, and has none.
alter table submission add column signals utinyint default 0;
