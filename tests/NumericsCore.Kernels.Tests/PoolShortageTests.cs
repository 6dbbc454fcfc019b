using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace NumericsCore.Kernels.Tests;

/// <summary>What a pool does when its device has no more memory, with a device that is a number of bytes.</summary>
public class PoolShortageTests
{
    private const long Capacity = 30_000;

    // each refusal collects garbage twice
    [Property(MaxTest = 12)]
    public Property A_block_is_refused_only_when_there_is_no_room_beside_those_in_use() => Prop.ForAll(
        Gen.Choose(0, 4000).ArrayOf().ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (lengths, seed) =>
        {
            var random = new Random(seed);
            var device = new CountedPool(Capacity);
            var held = new List<(int Block, nint ByteLength)>();
            foreach (int length in lengths)
            {
                if (held.Count > 0 && random.Next(3) == 0)
                {
                    var (block, byteLength) = held[random.Next(held.Count)];
                    held.Remove((block, byteLength));
                    device.Return(block, byteLength);
                }

                long inUse = held.Sum(static block => (long)block.ByteLength);
                nint size = BlockPool<int>.SizeClass(length);
                if (inUse + size > Capacity) Assert.Throws<InsufficientMemoryException>(() => device.Take(length));
                else held.Add(device.Take(length));
                Assert.Equal(held.Sum(static block => (long)block.ByteLength), device.BytesInUse);
                Assert.Equal(device.Taken, device.BytesInUse + device.BytesFree);
                Assert.Equal(held.Count, held.Select(static block => block.Block).Distinct().Count());
            }
        });

    [Fact]
    public void Blocks_kept_for_reuse_go_back_before_the_device_is_asked_again()
    {
        var pool = new CountedPool(Capacity);
        foreach (int length in (int[])[1024, 2048, 4096])
        {
            var (block, byteLength) = pool.Take(length);
            pool.Return(block, byteLength);
        }

        using var shortage = new MemoryShortage(static request => request == 0 ? 1 : 0);
        var (fresh, _) = pool.Take(1024);
        Assert.Equal((1, 1024, 0), (shortage.Requests, pool.BytesInUse, pool.BytesFree));
        Assert.DoesNotContain(fresh, pool.Freed);
        Assert.Equal(3, pool.Freed.Count);
    }

    [Fact]
    public void A_refusal_for_good_leaves_the_pool_counting_right()
    {
        var pool = new CountedPool(Capacity);
        var (block, byteLength) = pool.Take(2048);
        using (MemoryShortage.At(0)) Assert.Throws<InsufficientMemoryException>(() => pool.Take(1024));
        Assert.Equal((2048, 0), (pool.BytesInUse, pool.BytesFree));
        pool.Return(block, byteLength);
        Assert.Equal(block, pool.Take(2000).Block);
    }

    [Fact]
    public void A_block_that_the_device_fails_to_take_back_is_not_handed_out_again()
    {
        var pool = new CountedPool(Capacity);
        var taken = Enumerable.Range(0, 4).Select(_ => pool.Take(1024)).ToArray();
        foreach (var (block, byteLength) in taken) pool.Return(block, byteLength);
        pool.FailsAt = 2;
        Assert.Throws<InvalidOperationException>(pool.Trim);
        Assert.Equal((0, 2048), (pool.BytesInUse, pool.BytesFree));
        int[] again = [pool.Take(1024).Block, pool.Take(1024).Block, pool.Take(1024).Block];
        Assert.Empty(again.Intersect(pool.Freed));
        Assert.Equal(0, pool.BytesFree);
    }

    /// <summary>A device with room for a number of bytes, whose blocks are numbered.</summary>
    private sealed class CountedPool(long capacity) : BlockPool<int>
    {
        private readonly Dictionary<int, nint> _blocks = [];
        private int _count;

        public long Taken => _blocks.Values.Sum(static byteLength => (long)byteLength);

        public List<int> Freed { get; } = [];

        /// <summary>The call that fails to take a block back, from 1 on; 0 for none.</summary>
        public int FailsAt { get; set; }

        protected override int Allocate(nint byteLength)
        {
            if (MemoryShortage.Refuses() || Taken + byteLength > capacity) throw new InsufficientMemoryException();
            _blocks.Add(++_count, byteLength);
            return _count;
        }

        protected override void Free(int block)
        {
            Assert.True(_blocks.Remove(block), $"block {block} is freed, and is not taken");
            Freed.Add(block);
            if (Freed.Count == FailsAt) throw new InvalidOperationException("The device failed.");
        }
    }
}
