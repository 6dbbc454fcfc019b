namespace NumericsCore.Kernels.Tests;

public unsafe class CpuMemoryPoolTests
{
    [Fact]
    public void Size_classes_waste_at_most_a_quarter_above_256_bytes()
    {
        nint before = 0;
        for (nint bytes = 0; bytes < 100_000; bytes++)
        {
            nint size = CpuMemoryPool.SizeClass(bytes);
            Assert.True(size >= bytes && size >= before && size % CpuMemoryPool.Alignment == 0, $"{bytes} bytes give {size}");
            Assert.True(bytes <= 256 ? size < bytes + 64 || size == 64 : size * 4 <= bytes * 5, $"{bytes} bytes give {size}");
            Assert.Equal(size, CpuMemoryPool.SizeClass(size));
            before = size;
        }
    }

    [Fact]
    public void A_returned_block_is_used_again_for_its_size_class()
    {
        var pool = new CpuMemoryPool();
        var (first, length) = pool.Take(1000);
        Assert.Equal((1024, 0), (pool.BytesInUse, pool.BytesFree));
        Assert.Equal(0, first % CpuMemoryPool.Alignment);
        pool.Return((nint)(byte*)first, length);
        Assert.Equal((0, 1024), (pool.BytesInUse, pool.BytesFree));

        var (other, otherLength) = pool.Take(100);
        var (again, _) = pool.Take(1024);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal((1024 + 128, 0), (pool.BytesInUse, pool.BytesFree));
        pool.Return((nint)(byte*)again, length);
        pool.Return((nint)(byte*)other, otherLength);
        pool.Trim();
        Assert.Equal((0, 0), (pool.BytesInUse, pool.BytesFree));
    }

    [Fact]
    public void Bytes_are_counted_right_from_several_threads()
    {
        var pool = new CpuMemoryPool();
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(seed => new Thread(() =>
        {
            var held = new Queue<(nint Pointer, nint Length)>();
            for (int i = 0; i < 20_000; i++)
            {
                // some of ever new sizes, which come from the system, between those that come from the pool
                held.Enqueue(pool.Take(i % 10 == 0 ? 64 * (i + seed) % 100_000 : 64));
                if (held.Count > 20 && held.TryDequeue(out var block)) pool.Return((nint)(byte*)block.Pointer, block.Length);
            }

            foreach (var (pointer, length) in held) pool.Return((nint)(byte*)pointer, length);
        }))];
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Equal(0, pool.BytesInUse);
        pool.Trim();
        Assert.Equal(0, pool.BytesFree);
    }

    [Fact]
    public void A_length_is_not_negative() => Assert.Throws<ArgumentOutOfRangeException>(() => new CpuMemoryPool().Take(-1));
}
