-- What a claim may look like: cut, shared, without an invoice, against an advance.

select 1;
