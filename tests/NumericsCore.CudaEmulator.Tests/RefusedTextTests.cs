namespace NumericsCore.CudaEmulator.Tests;

/// <summary>A text that is not known is an error that quotes it, never something that is passed over.</summary>
public class RefusedTextTests
{
    [Theory]
    [InlineData("sin.approx.f32 %f1, %f2;", "The instruction sin.approx.f32 is not known")]
    [InlineData("add.ftz.f32 %f1, %f2, %f3;", "The instruction add.ftz.f32 is not known")]
    [InlineData("ld.local.f32 %f1, [%rd1];", "The instruction ld.local.f32 is not known")]
    [InlineData("wgmma.fence.sync.aligned;", "The instruction wgmma.fence.sync.aligned is not known")]
    [InlineData(".local .align 4 .b8 stack[16];", "The directive .local is not known in functions")]
    [InlineData("add.s32 %r1, %r2;", "add.s32 has 3 operands, not 2")]
    [InlineData("add.s32 %r1, %r2, %rd3;", "The register %rd3 is of Bits64, not of Bits32")]
    [InlineData("add.s32 %r1, %r2, %r32;", "There is no register %r32")]
    [InlineData("add.s32 5, %r2, %r3;", "A register for the result is expected")]
    [InlineData("add.s32 %tid.x, %r2, %r3;", "A register for the result is expected")]
    [InlineData("add.s32 %r1, %r2, 0d3FF0000000000000;", "0d3FF0000000000000 is no constant of Bits32")]
    [InlineData("bra NOWHERE;", "There is no such label")]
    [InlineData("mov.u64 %rd1, nothing;", "nothing is not known here")]
    [InlineData("ld.param.u64 %rd1, [count];", "The parameter has 4 bytes")]
    [InlineData("ld.param.u64 %rd1, [other];", "There is no parameter other")]
    [InlineData("ld.global.v4.f32 {%f1, %f2}, [%rd1];", "4 elements are expected")]
    [InlineData("ld.global.v4.f64 {%fd1, %fd2, %fd3, %fd4}, [%rd1];", "The instruction ld.global.v4.f64 is not known")]
    [InlineData("bar.sync 1;", "Only barrier 0, for the whole block, is known")]
    [InlineData("cp.async.cg.shared.global [%rd1], [%rd2], 4;", "cp.async.cg.shared.global copies 16 bytes")]
    [InlineData("call (%r1), Missing, ();", "There is no function Missing")]
    [InlineData("add.s32 %r1 %r2, %r3;", "',' is expected where '%r2' stands")]
    public void It_is_refused_with_its_line(string line, string why)
    {
        string message = Assert.Throws<PtxException>(() => TestDevice.Body($"{line}\nret;")).Message;
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.EndsWith($": {line}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".global .align 4 .b8 table[16];", "'.global' is not known outside of functions")]
    [InlineData("/", "PTX has no '/'")]
    public void So_is_what_stands_outside_of_functions(string line, string why) =>
        Assert.Contains($"{why}, in line 1: {line}", Assert.Throws<PtxException>(() => PtxModule.Parse($"{line}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_much_shared_memory_is_refused() =>
        Assert.Contains("49168 bytes of shared memory are more than 49152", Assert.Throws<PtxException>(() => TestDevice.Body(".shared .align 16 .b8 block[49168]; ret;")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parameters_lie_where_their_alignment_asks_for()
    {
        var kernel = TestDevice.Kernel(".visible .entry K(.param .b8 a, .param .b64 b, .param .align 16 .b8 c[20], .param .f32 d) { ret; }");
        Assert.Equal([new("a", 0, 1), new("b", 8, 8), new("c", 16, 20), new("d", 36, 4)], kernel.Parameters);
        Assert.Equal(40, kernel.ParameterBytes);
    }
}
