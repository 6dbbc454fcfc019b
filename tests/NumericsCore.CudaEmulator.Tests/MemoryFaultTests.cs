namespace NumericsCore.CudaEmulator.Tests;

/// <summary>Accesses that stop a device, and messages that tell who did what where.</summary>
public class MemoryFaultTests
{
    [Theory]
    [InlineData("ld.global.u32 %r0, [%rd0+16];", CudaError.IllegalAddress)]
    [InlineData("ld.global.u32 %r0, [%rd0-4];", CudaError.IllegalAddress)]
    [InlineData("st.global.u64 [%rd0+16], %rd0;", CudaError.IllegalAddress)]
    [InlineData("ld.global.v4.f32 {%f0, %f1, %f2, %f3}, [%rd0+16];", CudaError.IllegalAddress)]
    [InlineData("ld.global.v4.f32 {%f0, %f1, %f2, %f3}, [%rd0+8];", CudaError.MisalignedAddress)]
    [InlineData("st.global.u32 [%rd0+2], %r0;", CudaError.MisalignedAddress)]
    [InlineData("ld.global.u32 %r0, [0];", CudaError.IllegalAddress)]
    [InlineData("atom.global.add.u32 %r0, [%rd0+16], 1;", CudaError.IllegalAddress)]
    [InlineData("ld.shared.u32 %r0, [%rd1+64];", CudaError.IllegalAddress)]
    [InlineData("ld.shared.u32 %r0, [0];", CudaError.IllegalAddress)]
    [InlineData("st.shared.u32 [%rd1+2], %r0;", CudaError.MisalignedAddress)]
    [InlineData("cp.async.ca.shared.global [%rd1+64], [%rd0], 4; cp.async.wait_all;", CudaError.IllegalAddress)]
    [InlineData("cp.async.ca.shared.global [%rd1], [%rd0+16], 4; cp.async.wait_all;", CudaError.IllegalAddress)]
    [InlineData("cp.async.cg.shared.global [%rd1], [%rd0+4], 16; cp.async.wait_all;", CudaError.MisalignedAddress)]
    [InlineData("cp.async.ca.shared.global [%rd1], [%rd0], 4, 5; cp.async.wait_all;", CudaError.IllegalInstruction)]
    [InlineData("trap;", CudaError.LaunchFailed)]
    public void A_wrong_access_stops_the_kernel_and_is_quoted(string instruction, CudaError code)
    {
        using var device = new TestDevice();
        var kernel = TestDevice.Body($"""
            .shared .align 16 .b8 block[64];
            ld.param.u64 %rd0, [data];
            mov.u64 %rd1, block;
            mov.u32 %r0, %tid.x;
            setp.eq.u32 %p0, %r0, 3;
            @!%p0 ret;
            {instruction}
            ret;
            """);
        var fault = Assert.Throws<DeviceFaultException>(() => device.Run(kernel, new(1), new(5), new uint[4]));
        Assert.Equal(code, fault.Code);
        Assert.Contains("thread (3,0,0) of block (0,0,0), kernel Kernel, line ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(instruction, fault.Message, StringComparison.Ordinal);
        // the next launch is a fresh one
        Assert.Equal(new uint[4], device.Run(TestDevice.Body("ret;"), new(1), new(64), new uint[4]));
    }

    [Fact]
    public void An_access_within_memory_is_no_fault()
    {
        using var device = new TestDevice();
        var kernel = TestDevice.Body("ld.param.u64 %rd0, [data]; ld.global.v4.u32 {%r0, %r1, %r2, %r3}, [%rd0]; st.global.v2.u32 [%rd0+8], {%r1, %r0}; st.global.u8 [%rd0+1], 255; ld.global.s8 %r4, [%rd0+1]; st.global.u32 [%rd0+4], %r4; ret;");
        Assert.Equal([1 + 0xff00u, uint.MaxValue, 2, 1], device.Run(kernel, new(1), new(1), new uint[] { 1, 2, 3, 4 }));
    }

    [Theory]
    [InlineData("mov.u64 %rd2, block;", false, true)]
    [InlineData("mov.u64 %rd2, block; cvta.shared.u64 %rd2, %rd2;", false, false)]
    [InlineData("mov.u64 %rd2, block;", true, false)]
    public void An_address_that_is_one_of_shared_memory_already_becomes_a_wrong_one(string address, bool lax, bool faults)
    {
        using var device = new TestDevice(new() { LaxCvta = lax });
        var kernel = TestDevice.Body($".shared .align 4 .b8 block[64]; {address} cvta.to.shared.u64 %rd3, %rd2; st.shared.u32 [%rd3], 1; ret;");
        var fault = Record.Exception(() => device.Run(kernel, new(1), new(1), new uint[1]));
        if (faults) Assert.Equal(CudaError.IllegalAddress, Assert.IsType<DeviceFaultException>(fault).Code);
        else Assert.Null(fault);
    }

    [Fact]
    public void Generic_addresses_reach_both_memories()
    {
        using var device = new TestDevice();
        var kernel = TestDevice.Body("""
            .shared .align 4 .b8 block[64];
            ld.param.u64 %rd0, [data];
            mov.u64 %rd1, block;
            cvta.shared.u64 %rd1, %rd1;
            ld.u32 %r0, [%rd0];
            st.u32 [%rd1+4], %r0;
            ld.u32 %r1, [%rd1+4];
            st.u32 [%rd0+4], %r1;
            ret;
            """);
        Assert.Equal([7u, 7u], device.Run(kernel, new(1), new(1), new uint[] { 7, 0 }));
    }

    [Fact]
    public void Shared_memory_begins_as_poison_in_every_block()
    {
        using var device = new TestDevice();
        var kernel = TestDevice.Body("""
            .shared .align 4 .b8 block[64];
            ld.param.u64 %rd0, [data];
            mov.u32 %r0, %ctaid.x;
            mad.wide.u32 %rd0, %r0, 4, %rd0;
            mov.u64 %rd1, block;
            ld.shared.f32 %f0, [%rd1];
            st.global.f32 [%rd0], %f0;
            st.shared.u32 [%rd1], 0;
            ret;
            """);
        Assert.All(device.Run(kernel, new(3), new(1), new float[3]), value => Assert.True(float.IsNaN(value)));
    }
}
