-- Rectification (Art. 32, 33).

select 1;
