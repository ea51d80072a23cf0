-- count: how much the file holds.
-- in:  draft, save, submission
-- out: drafts, saves, submissions
-- grain: one row
select
    (select count(*) from draft) as drafts,
    (select count(*) from save) as saves,
    (select count(*) from submission) as submissions
