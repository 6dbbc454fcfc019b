namespace NumericsCore.CudaEmulator.Tests;

/// <summary>cp.async lands when its thread waits for it, no sooner unless a seed says so.</summary>
public class AsyncCopyTests
{
    private const string Start = """
        .shared .align 16 .b8 block[64];
        ld.param.u64 %rd0, [data];
        mov.u64 %rd1, block;
        st.shared.v4.u32 [%rd1], {9, 9, 9, 9};
        cp.async.ca.shared.global [%rd1], [%rd0], 4;
        cp.async.commit_group;
        cp.async.ca.shared.global [%rd1+4], [%rd0+4], 4;
        cp.async.commit_group;
        cp.async.ca.shared.global [%rd1+8], [%rd0+8], 4;
        """;

    private const string End = "ld.shared.v4.u32 {%r0, %r1, %r2, %r3}, [%rd1]; st.global.v4.u32 [%rd0], {%r0, %r1, %r2, %r3}; cp.async.wait_all; ret;";

    [Theory]
    [InlineData("", new uint[] { 9, 9, 9, 9 })]
    [InlineData("cp.async.wait_group 2;", new uint[] { 9, 9, 9, 9 })]
    [InlineData("cp.async.wait_group 1;", new uint[] { 1, 9, 9, 9 })]
    [InlineData("cp.async.wait_group 0;", new uint[] { 1, 2, 9, 9 })]
    [InlineData("cp.async.wait_all;", new uint[] { 1, 2, 3, 9 })]
    public void Copies_land_at_the_wait_that_they_have_to_land_at(string wait, uint[] expected)
    {
        using var device = new TestDevice();
        Assert.Equal(expected, device.Run(TestDevice.Body(Start + wait + End), new(1), new(1), new uint[] { 1, 2, 3, 4 }));
        Assert.Empty(device.Reports.Counts);
    }

    [Fact]
    public void With_a_seed_a_copy_may_land_before()
    {
        var landed = Enumerable.Range(1, 30).Select(seed =>
        {
            using var device = new TestDevice(new() { ScheduleSeed = seed });
            return device.Run(TestDevice.Body(Start + End), new(1), new(1), new uint[] { 1, 2, 3, 4 })[0];
        });
        Assert.Equal([1u, 9u], landed.Distinct().Order());
    }

    [Fact]
    public void Bytes_that_are_not_read_become_zero()
    {
        using var device = new TestDevice();
        var kernel = TestDevice.Body("""
            .shared .align 16 .b8 block[64];
            ld.param.u64 %rd0, [data];
            mov.u64 %rd1, block;
            cp.async.cg.shared.global [%rd1], [%rd0], 16, 6;
            cp.async.wait_all;
            ld.shared.v4.u32 {%r0, %r1, %r2, %r3}, [%rd1];
            st.global.v4.u32 [%rd0], {%r0, %r1, %r2, %r3};
            ret;
            """);
        Assert.Equal([uint.MaxValue, 0xffffu, 0, 0], device.Run(kernel, new(1), new(1), new[] { uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue }));
    }

    [Fact]
    public void A_thread_that_ends_before_its_copies_have_landed_is_reported()
    {
        using var device = new TestDevice();
        device.Run(TestDevice.Body(Start + "ret;"), new(1), new(1), new uint[] { 1, 2, 3, 4 });
        Assert.StartsWith("A thread ends with cp.async under way", Assert.Single(device.Reports.Counts.Keys), StringComparison.Ordinal);
    }
}
