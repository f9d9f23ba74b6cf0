-- Files by mail, by other programs, from a phone.
select 1;
