-- Transfer to a new employer (Art. 30).

select 1;
