-- question_part: what the questions of each node add up to.
-- in:  sheet(assessment, answers); meaning
-- out: one row per assessment and node that holds questions: gained (thousandths of weight times billionths of x),
--      weights in thousandths, tally and fails as in meaning
create or replace table question_part as
with given as (
    select assessment, unnest(answers) as answer
    from sheet
)
select
    assessment, node,
    sum(gained) as gained, sum(weight_active) as weight_active, sum(weight_counted) as weight_counted,
    sum(weight_na) as weight_na, sum(tally) as tally, min(fails) as fails
from given
join meaning using (answer)
group by assessment, node;
