-- How a bank's file is read, remembered.
select 1;
