-- Employers with a budget in four directions, each with something reserved already.
do $$
declare
    v_book bigint;
begin
    perform set_config('zhuanhu.tenant', 'center', true);
    for i in 1 .. {books} loop
        v_book := ledger.open_book('employer', gen_random_uuid(), 'employer ' || i);
        perform ledger.post(v_book, 'agreement:1', 'commit_agreement', '2026-03-02', 'user-1',
            'user-2', null, '', '{{}}', null, '记', array['9000', '9001', '9001', '9001', '9001'],
            array_fill('2026-017'::text, array[5]), array_fill('FISCAL'::text, array[5]),
            array['', 'RND', 'TRAIN', 'EXCH', 'CONF'],
            array[4e7, -1e7, -1e7, -1e7, -1e7]::numeric[]);
        perform ledger.post(v_book, 'reserve:0', 'reserve', '2026-03-02', 'user-1', 'user-2', null,
            '', '{{}}', null, '记', array['9001', '9002', '9001', '9002', '9001', '9002', '9001',
            '9002'], array_fill('2026-017'::text, array[8]), array_fill('FISCAL'::text, array[8]),
            array['RND', 'RND', 'TRAIN', 'TRAIN', 'EXCH', 'EXCH', 'CONF', 'CONF'],
            array[1, -1, 1, -1, 1, -1, 1, -1]::numeric[]);
    end loop;
end $$;
