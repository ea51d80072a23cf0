-- parquet: rows that were handed over as JSON, as typed columns, in their order.
-- in:  $rows (a JSON list of objects), $shape (the same list with one object: each column's name and type)
-- out: one column per name in $shape, null where an object has none
-- grain: one row per object
select unnest(from_json($rows::json, $shape), recursive := true)
