-- 报销单: claims handed in together.
select 1;
