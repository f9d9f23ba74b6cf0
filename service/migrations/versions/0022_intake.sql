-- Intake: batches of files.
select 1;
