-- The inbox, and what goes out by mail and to group robots.

select 1;
