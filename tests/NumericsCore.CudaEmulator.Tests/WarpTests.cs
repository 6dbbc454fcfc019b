namespace NumericsCore.CudaEmulator.Tests;

/// <summary>What the threads of a warp do together, and atomic accesses.</summary>
public class WarpTests
{
    [Theory]
    [InlineData("shfl.sync.up.b32 %r1|%p0, %r0, 1, 0, 0xffffffff;", 0)]
    [InlineData("shfl.sync.down.b32 %r1|%p0, %r0, 2, 31, 0xffffffff;", 1)]
    [InlineData("shfl.sync.bfly.b32 %r1|%p0, %r0, 16, 31, 0xffffffff;", 2)]
    [InlineData("shfl.sync.idx.b32 %r1|%p0, %r0, 5, 31, 0xffffffff;", 3)]
    [InlineData("shfl.sync.down.b32 %r1|%p0, %r0, 1, 0x181f, 0xffffffff;", 4)]
    public void Shuffles_read_another_lane_of_the_segment(string instruction, int way)
    {
        foreach (int seed in new[] { 0, 3, 4 })
        {
            using var device = new TestDevice(new() { ScheduleSeed = seed });
            uint[] results = device.Run(PerThread($"{instruction} selp.u32 %r2, 1000, 0, %p0; add.u32 %r1, %r1, %r2;"), new(1), new(64), new uint[64]);
            Assert.Equal(Enumerable.Range(0, 64).Select(i => Expected(i)), results);
        }

        uint Expected(int thread)
        {
            int lane = thread % 32, warp = thread - lane;
            var (source, valid) = way switch
            {
                0 => (lane - 1, lane >= 1),
                1 => (lane + 2, lane + 2 <= 31),
                2 => (lane ^ 16, true),
                3 => (5, true),
                _ => (lane + 1, lane % 8 != 7),
            };
            return (uint)(warp + (valid ? source + 1000 : lane));
        }
    }

    [Theory]
    [InlineData("vote.sync.ballot.b32 %r1, %p1, 0xffffffff;", 0xfffffff8u)]
    [InlineData("vote.sync.all.pred %p0, %p1, 0xffffffff; selp.u32 %r1, 1, 0, %p0;", 0u)]
    [InlineData("vote.sync.any.pred %p0, %p1, 0xffffffff; selp.u32 %r1, 1, 0, %p0;", 1u)]
    [InlineData("vote.sync.uni.pred %p0, !%p1, 0xffffffff; selp.u32 %r1, 1, 0, %p0;", 0u)]
    public void Votes_count_the_lanes_that_say_yes(string instruction, uint expected)
    {
        using var device = new TestDevice();
        Assert.All(device.Run(PerThread($"setp.ge.u32 %p1, %r0, 3; {instruction}"), new(1), new(32), new uint[32]), result => Assert.Equal(expected, result));
    }

    [Fact]
    public void Threads_that_took_different_ways_wait_for_their_warp()
    {
        using var device = new TestDevice(new() { ScheduleSeed = 11 });
        var kernel = PerThread("""
            setp.lt.u32 %p1, %r0, 7;
            @%p1 bra MEET;
            add.u32 %r0, %r0, 100;
            MEET:
            shfl.sync.idx.b32 %r1, %r0, 9, 31, 0xffffffff;
            """);
        Assert.All(device.Run(kernel, new(1), new(32), new uint[32]), result => Assert.Equal(109u, result));
    }

    [Theory]
    [InlineData("add.u32", 1u, 0u, 64u)]
    [InlineData("max.u32", null, 5u, 63u)]
    [InlineData("min.s32", null, 5u, 0u)]
    [InlineData("or.b32", null, 0u, 63u)]
    [InlineData("xor.b32", 1u, 0u, 0u)]
    [InlineData("inc.u32", 9u, 0u, 4u)]
    public void Atomic_accesses_of_all_threads_add_up_without_a_race(string operation, uint? operand, uint start, uint expected)
    {
        foreach (int seed in new[] { 0, 8 })
        {
            using var device = new TestDevice(new() { DetectRaces = true, ScheduleSeed = seed });
            string value = operand?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "%r0";
            var kernel = TestDevice.Body($"ld.param.u64 %rd0, [data]; mov.u32 %r0, %ctaid.x; mad.lo.u32 %r0, %r0, 32, %tid.x; red.global.{operation} [%rd0], {value}; ret;");
            if (operation is "inc.u32") kernel = TestDevice.Body($"ld.param.u64 %rd0, [data]; atom.relaxed.gpu.global.inc.u32 %r1, [%rd0], {value}; ret;");
            Assert.Equal(expected, device.Run(kernel, new(2), new(32), new[] { start })[0]);
            Assert.Empty(device.Reports.Counts);
        }
    }

    [Fact]
    public void Compare_and_swap_gives_what_was_there()
    {
        using var device = new TestDevice();
        var kernel = TestDevice.Body("ld.param.u64 %rd0, [data]; atom.global.cas.b32 %r1, [%rd0], 5, 9; st.global.u32 [%rd0+4], %r1; ret;");
        Assert.Equal([9u, 5u], device.Run(kernel, new(1), new(1), new uint[] { 5, 0 }));
        Assert.Equal([6u, 6u], device.Run(kernel, new(1), new(1), new uint[] { 6, 0 }));
    }

    // %r0 is the thread, %r1 its result
    private static PtxKernel PerThread(string body) => TestDevice.Body($$"""
        ld.param.u64 %rd0, [data];
        mov.u32 %r0, %tid.x;
        mad.wide.u32 %rd1, %r0, 4, %rd0;
        {{body}}
        st.global.u32 [%rd1], %r1;
        ret;
        """);
}
