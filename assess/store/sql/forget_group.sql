-- forget_group: no decision tells any more that something is from a group. That, when and by whom it was decided stays.
-- in:  $party (the group's mark), $ids (the submissions that were held to be from it)
-- out: decision, with null for party and round
-- grain: one row per decision that named the group, or any other group for one of the submissions
-- Null rather than another mark: what is contributed again counts once somebody says anew from whom it is.
update decision
set party = null, round = null
where party = $party or (submission = any($ids) and party is not null)
