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
    public void Blocks_of_sizes_that_are_not_asked_for_again_go_back()
    {
        var pool = new CpuMemoryPool();
        long most = 0;
        for (double bytes = 1 << 20; bytes < 1 << 30; bytes *= 1.3)
        {
            var (block, length) = pool.Take((nint)bytes);
            most = Math.Max(most, pool.BytesFree - pool.BytesInUse);
            pool.Return(block, length);
        }

        Assert.InRange(most, 0, CpuMemoryPool.Spare);
        pool.Trim();
    }

    [Fact]
    public void Blocks_that_are_asked_for_again_stay()
    {
        var pool = new CpuMemoryPool();
        nint[] sizes = [10 << 20, 30 << 20, 50 << 20];
        var first = sizes.Select(bytes => pool.Take(bytes)).ToArray();
        foreach (var (block, length) in first) pool.Return(block, length);
        Assert.Equal(first, sizes.Select(bytes => pool.Take(bytes)));
        foreach (var (block, length) in first) pool.Return(block, length);
        pool.Trim();
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
