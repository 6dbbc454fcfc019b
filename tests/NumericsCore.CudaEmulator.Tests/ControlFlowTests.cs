namespace NumericsCore.CudaEmulator.Tests;

/// <summary>Threads that go apart and meet again, calls, barriers, and the orders in which a seed lets them run.</summary>
public class ControlFlowTests
{
    // each thread counts as many rounds as its number, and rounds of an odd number differently
    private const string Loops = """
        ld.param.u64 %rd0, [data];
        mov.u32 %r0, %tid.x;
        mov.u32 %r1, %ctaid.x;
        mov.u32 %r2, %ntid.x;
        mad.lo.s32 %r3, %r1, %r2, %r0;
        mad.wide.u32 %rd1, %r3, 4, %rd0;
        mov.u32 %r4, 0;
        mov.u32 %r5, 0;
        LOOP:
        setp.ge.s32 %p0, %r4, %r0;
        @%p0 bra DONE;
        and.b32 %r6, %r4, 1;
        setp.eq.s32 %p1, %r6, 1;
        @%p1 bra ODD;
        add.s32 %r5, %r5, 3;
        bra.uni NEXT;
        ODD:
        mul.lo.s32 %r5, %r5, 2;
        NEXT:
        add.s32 %r4, %r4, 1;
        bra LOOP;
        DONE:
        st.global.u32 [%rd1], %r5;
        ret;
        """;

    // the sum of a block's elements, by halves, in shared memory
    private const string Tree = """
        .shared .align 4 .b8 sums[512];
        ld.param.u64 %rd0, [data];
        mov.u32 %r0, %tid.x;
        mov.u32 %r1, %ctaid.x;
        mad.lo.s32 %r2, %r1, 128, %r0;
        mad.wide.u32 %rd1, %r2, 4, %rd0;
        mov.u64 %rd2, sums;
        mad.wide.u32 %rd3, %r0, 4, %rd2;
        ld.global.u32 %r3, [%rd1];
        st.shared.u32 [%rd3], %r3;
        mov.u32 %r4, 64;
        LOOP:
        bar.sync 0;
        setp.ge.s32 %p0, %r0, %r4;
        @%p0 bra SKIP;
        mad.wide.u32 %rd4, %r4, 4, %rd3;
        ld.shared.u32 %r5, [%rd3];
        ld.shared.u32 %r6, [%rd4];
        add.s32 %r5, %r5, %r6;
        st.shared.u32 [%rd3], %r5;
        SKIP:
        shr.u32 %r4, %r4, 1;
        setp.ne.s32 %p1, %r4, 0;
        @%p1 bra LOOP;
        bar.sync 0;
        ld.shared.u32 %r7, [%rd2];
        st.global.u32 [%rd1], %r7;
        ret;
        """;

    private static EmulatorSettings Watched(int seed = 0, bool ignoreBarriers = false) => new() { DetectRaces = true, ScheduleSeed = seed, IgnoreBarriers = ignoreBarriers };

    private static uint[] Ones(int count) => [.. Enumerable.Range(1, count).Select(i => (uint)i)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12345)]
    public void Threads_that_go_apart_keep_their_own_values_in_every_order(int seed)
    {
        using var device = new TestDevice(Watched(seed));
        uint[] counts = device.Run(TestDevice.Body(Loops), new(3), new(77), new uint[3 * 77]);
        Assert.Equal(Enumerable.Range(0, counts.Length).Select(i => Rounds(i % 77)), counts);
        Assert.Empty(device.Reports.Counts);

        static uint Rounds(int rounds)
        {
            uint sum = 0;
            for (int i = 0; i < rounds; i++) sum = i % 2 == 0 ? sum + 3 : sum * 2;
            return sum;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(777)]
    public void What_barriers_order_is_the_same_in_every_order(int seed)
    {
        using var device = new TestDevice(Watched(seed));
        uint[] sums = device.Run(TestDevice.Body(Tree), new(2), new(128), Ones(256));
        Assert.Equal([128u * 129 / 2, (128u * 129 / 2) + (128 * 128)], sums.Distinct());
        Assert.Empty(device.Reports.Counts);
    }

    [Fact]
    public void Without_barriers_there_are_races_and_other_sums()
    {
        using var device = new TestDevice(Watched(seed: 5, ignoreBarriers: true));
        uint[] sums = device.Run(TestDevice.Body(Tree), new(1), new(128), Ones(128));
        Assert.Contains(device.Reports.Counts.Keys, report => report.StartsWith("RACE shared read after write", StringComparison.Ordinal));
        Assert.Contains(sums, sum => sum != 128 * 129 / 2);
    }

    [Fact]
    public void Blocks_that_write_what_another_reads_are_a_race()
    {
        using var device = new TestDevice(Watched());
        device.Run(TestDevice.Body("""
            ld.param.u64 %rd0, [data];
            ld.global.u32 %r0, [%rd0];
            st.global.u32 [%rd0], %r0;
            ret;
            """), new(2), new(1), new uint[1]);
        Assert.Contains(device.Reports.Counts.Keys, report => report.StartsWith("RACE global", StringComparison.Ordinal) && report.Contains("st.global.u32 [%rd0], %r0;", StringComparison.Ordinal));
    }

    [Fact]
    public void A_barrier_that_not_all_threads_reach_leaves_them_waiting()
    {
        var kernel = TestDevice.Body("""
            mov.u32 %r0, %tid.x;
            setp.lt.u32 %p0, %r0, 5;
            @%p0 bar.sync 0;
            LOOP:
            @%p0 bra END;
            shfl.sync.idx.b32 %r1, %r0, 0, 31, 0xffffffff;
            END:
            ret;
            """);
        using var device = new TestDevice();
        var fault = Assert.Throws<DeviceFaultException>(() => device.Run(kernel, new(1), new(32), new uint[1]));
        Assert.Equal(CudaError.LaunchFailed, fault.Code);
        Assert.Contains("threads are left waiting", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_barrier_after_some_threads_have_ended_is_reported()
    {
        using var device = new TestDevice();
        device.Run(TestDevice.Body("mov.u32 %r0, %tid.x; setp.lt.u32 %p0, %r0, 5; @%p0 ret; bar.sync 0; ret;"), new(1), new(32), new uint[1]);
        Assert.StartsWith("bar.sync after some threads have ended", Assert.Single(device.Reports.Counts.Keys), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void A_call_passes_its_arguments_and_gives_back_its_result(int seed)
    {
        const string Function = """
            .visible .func (.param .b32 result) Twice(.param .b32 x, .param .align 8 .b8 pair[16])
            {
                .reg .pred %p<4>;
                .reg .b32 %r<4>;
                .reg .b64 %rd<2>;
                ld.param.b32 %r0, [x];
                ld.param.b64 %rd0, [pair+8];
                setp.gt.s32 %p0, %r0, 10;
                @%p0 bra LARGE;
                add.s32 %r1, %r0, %r0;
                st.param.b32 [result], %r1;
                ret;
                LARGE:
                cvt.u32.u64 %r2, %rd0;
                st.param.b32 [result], %r2;
                ret;
            }
            """;
        using var device = new TestDevice(Watched(seed));
        uint[] results = device.Run(TestDevice.Body("""
            ld.param.u64 %rd0, [data];
            mov.u32 %r0, %tid.x;
            mad.wide.u32 %rd1, %r0, 4, %rd0;
            {
                .param .b32 x;
                .param .align 8 .b8 pair[16];
                .param .b32 result;
                st.param.b32 [x], %r0;
                st.param.b64 [pair], 1;
                st.param.b64 [pair+8], 1000;
                call.uni (result),
                    Twice,
                    (x, pair);
                ld.param.b32 %r1, [result];
            }
            {
                .param .b32 x;
                .param .align 8 .b8 pair[16];
                .param .b32 result;
                st.param.b32 [x], 3;
                st.param.b64 [pair+8], 7;
                call (result), Twice, (x, pair);
                ld.param.b32 %r2, [result];
            }
            add.s32 %r1, %r1, %r2;
            st.global.u32 [%rd1], %r1;
            ret;
            """, Function), new(1), new(40), new uint[40]);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (uint)(i > 10 ? 1000 : 2 * i) + 6), results);
    }

    [Fact]
    public void A_function_that_calls_itself_is_refused()
    {
        const string Function = ".visible .func Endless() { call Endless; ret; }";
        Assert.Contains("calls itself", Assert.Throws<PtxException>(() => TestDevice.Body("call Endless; ret;", Function)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_register_read_before_it_is_written_holds_no_number()
    {
        using var device = new TestDevice();
        float[] values = device.Run(TestDevice.Body("ld.param.u64 %rd0, [data]; st.global.f32 [%rd0], %f5; ret;"), new(1), new(1), new float[1]);
        Assert.True(float.IsNaN(values[0]));
    }

    [Fact]
    public void A_predicate_read_before_it_is_written_is_true_or_false_and_nothing_between()
    {
        using var device = new TestDevice();
        uint[] values = device.Run(TestDevice.Body("""
            ld.param.u64 %rd0, [data];
            mov.u32 %r0, %tid.x;
            mad.wide.u32 %rd1, %r0, 4, %rd0;
            selp.u32 %r1, 0xffffffff, 0, %p5;
            @%p5 bra TAKEN;
            st.global.u32 [%rd1], 1;
            ret;
            TAKEN:
            st.global.u32 [%rd1], %r1;
            ret;
            """), new(1), new(40), new uint[40]);
        Assert.All(values, value => Assert.Equal(uint.MaxValue, value));
    }
}
