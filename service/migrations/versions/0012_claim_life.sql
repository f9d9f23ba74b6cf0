-- The whole life of a claim: approved, posted, paid, frozen, reversed.

select 1;
