-- Suspension, revocation and withdrawal (Art. 32), and the registers beside them.

select 1;
