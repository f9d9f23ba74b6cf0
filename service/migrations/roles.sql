-- The two roles of the product. Run once per server by its administrator, in any database:
--
--     psql --dbname=postgres --file=roles.sql
--     createdb --owner=zhuanhu_owner --template=template0 --encoding=UTF8 zhuanhu
--     psql --dbname=zhuanhu --file=database.sql
--     psql --dbname=zhuanhu --command='\password zhuanhu_owner' --command='\password zhuanhu_app'
--
-- zhuanhu_owner owns every object and migrates; zhuanhu_app is what the product logs in as. Neither
-- is a superuser and neither passes row-level security. Running it again changes nothing.

do $$
declare
    wanted text;
begin
    foreach wanted in array array['zhuanhu_owner', 'zhuanhu_app'] loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted) then
            execute format('create role %I login nocreatedb nocreaterole', wanted);
        end if;
    end loop;
end $$;
