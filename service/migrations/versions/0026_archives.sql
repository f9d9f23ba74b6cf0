-- Prints and packages for the archive.
select 1;
