-- Appeals against a verdict.
select 1;
