-- sheet: a batch of assessments.
-- in:  arrays(assessment, answer_000, answer_001, …): columns of equal length, for each question the number of the
--      answer given
-- out: one row per assessment: assessment, answers as one list
create or replace table sheet as
select assessment, list_value(*columns('^answer_')) as answers
from arrays;
