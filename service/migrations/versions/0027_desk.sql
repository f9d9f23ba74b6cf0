-- The desk and the search.
select 1;
