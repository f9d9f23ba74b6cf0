-- Instalments that are stopped; budget that is reallocated.

select 1;
