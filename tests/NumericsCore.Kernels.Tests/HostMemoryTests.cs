using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels.Tests;

/// <summary>That native memory which is refused is an error with the sizes, once all CPU devices have given back what they keep.</summary>
public unsafe class HostMemoryTests
{
    // more than the addresses of any processor reach
    private static readonly nint s_tooMuch = (nint)1 << 60;

    [Fact]
    public void More_than_there_can_be_is_refused_with_the_size()
    {
        var cpu = new CpuBackend(1, 0);
        var thrown = Assert.Throws<InsufficientMemoryException>(() => cpu.Allocate(s_tooMuch));
        Assert.Matches(@"^The CPU has no room for a block of 1099511627776 MiB: \d+ (bytes|MiB) are in use and \d+ (bytes|MiB) are kept for reuse by this process; other programs may hold the rest\.$", thrown.Message);
        Assert.IsType<OutOfMemoryException>(thrown.InnerException);
        Assert.Equal((0, 0), (cpu.Pool.BytesInUse, cpu.Pool.BytesFree));
    }

    [Fact]
    public void Other_devices_give_back_what_they_keep_before_a_block_is_refused()
    {
        CpuBackend one = new(1, 0), other = new(2, 0);
        one.Allocate(3000).Dispose();
        other.Allocate(3_000_000).Dispose();
        using var held = other.Allocate(1000);
        using var shortage = new MemoryShortage(static _ => 1);
        using var memory = one.Allocate(3000);
        Assert.Equal((3072, 0, 1024, 0), (one.Pool.BytesInUse, one.Pool.BytesFree, other.Pool.BytesInUse, other.Pool.BytesFree));
    }

    [Fact]
    public void Memory_nobody_holds_any_more_makes_room()
    {
        var cpu = new CpuBackend(1, 0);
        Forget(cpu);
        Assert.Equal(1 << 20, cpu.Pool.BytesInUse);
        using var shortage = new MemoryShortage(static _ => 1);
        using var memory = cpu.Allocate(64);
        Assert.Equal((64, 0), (cpu.Pool.BytesInUse, cpu.Pool.BytesFree));
    }

    [Fact]
    public void What_is_in_use_on_all_devices_is_told()
    {
        CpuBackend one = new(1, 0), other = new(1, 0);
        using DeviceMemory first = one.Allocate(100 << 20), second = other.Allocate(100 << 20);
        using var shortage = MemoryShortage.At(0);
        var thrown = Assert.Throws<InsufficientMemoryException>(() => one.Allocate(12_345));
        // of other tests there may be more
        string used = thrown.Message.Split(": ")[1].Split(" MiB are in use")[0];
        Assert.StartsWith("The CPU has no room for a block of 14336 bytes: ", thrown.Message, StringComparison.Ordinal);
        Assert.InRange(long.Parse(used, System.Globalization.CultureInfo.InvariantCulture), 200, 100_000);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(5 << 20)]
    public void Scratch_that_is_refused_once_is_there_after_room_was_made(int bytes) => OnThreadOfItsOwn(() =>
    {
        var cpu = new CpuBackend(1, 0);
        cpu.Allocate(1000).Dispose();
        using var shortage = new MemoryShortage(static _ => 1) { CountsScratch = true };
        GemmScratch.Rent(bytes).Take<byte>(bytes)[bytes - 1] = 7;
        Assert.Equal((1, 0), (shortage.Requests, cpu.Pool.BytesFree));
    });

    [Fact]
    public void A_product_whose_scratch_is_refused_says_so_and_is_right_the_next_time() => OnThreadOfItsOwn(() =>
    {
        const int n = 300;
        var cpu = new CpuBackend(1, 128);
        float[] a = new Numbers(1, false).Take<float>(n * n), b = new Numbers(2, false).Take<float>(n * n);
        using DeviceArray<float> left = new(cpu, a), right = new(cpu, b), product = new(cpu, new float[n * n]);
        var shape = new GemmShape { M = n, N = n, K = n, StrideA = n, StrideB = n, StrideC = n };
        void Multiply() => cpu.Gemm<NoEpilogue, float>(shape, left.Slice, right.Slice, product.Slice, default);
        using (MemoryShortage.At(0, countsScratch: true))
        {
            var thrown = Assert.Throws<InsufficientMemoryException>(Multiply);
            Assert.StartsWith("The CPU has no room for a block of ", thrown.Message, StringComparison.Ordinal);
        }

        Multiply();
        float[] first = product.ToArray();
        Multiply();
        Bits.Equal(first, product.ToArray());
        Assert.Equal(a.Take(n).Select((value, k) => (double)value * b[k * n]).Sum(), first[0], 1e-3);
    });

    [Fact]
    public void What_a_device_that_nobody_holds_kept_goes_back_when_another_is_made()
    {
        var pool = Abandoned();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        _ = new CpuBackend(1, 0);
        Assert.Equal((0, 0), (pool.BytesInUse, pool.BytesFree));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(CpuBackend cpu) => cpu.Allocate(1 << 20);

    // with a block that it keeps, and one that comes back through the finalizer alone
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CpuMemoryPool Abandoned()
    {
        var cpu = new CpuBackend(1, 0);
        cpu.Allocate(1 << 20).Dispose();
        cpu.Allocate(2 << 20);
        return cpu.Pool;
    }

    /// <summary>A thread's scratch is its own.</summary>
    private static void OnThreadOfItsOwn(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test));
        thread.Start();
        thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
