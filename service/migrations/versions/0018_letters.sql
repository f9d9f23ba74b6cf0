-- Letters and their service.

select 1;
