-- Indexes for pages over many claims.
select 1;
