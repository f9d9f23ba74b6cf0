-- 演练模式.
select 1;
