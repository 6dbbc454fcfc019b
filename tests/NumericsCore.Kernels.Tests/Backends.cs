using System.Numerics;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Kernels.Tests;

/// <summary>The CPU in every shape that must give the same bits.</summary>
internal static class Backends
{
    public static IReadOnlyList<CpuBackend> All { get; } =
        [.. from threads in new[] { 1, 2, 3 } from bits in new[] { 0, 128, 256, 512 } select new CpuBackend(threads, bits)];

    /// <summary>One thread, no SIMD: what the others are compared with.</summary>
    public static CpuBackend Plain => All[0];

    public static IEnumerable<CpuBackend> SingleThreaded => All.Where(backend => backend.Workers.Threads == 1);

    /// <summary>Runs a kernel that fills <paramref name="length"/> elements on every backend; all must agree, and the common result is returned.</summary>
    public static T[] SameOnAll<T>(int length, Action<CpuBackend, Slice<T>> kernel, T[]? initial = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[]? expected = null;
        foreach (var backend in All)
        {
            using var y = new DeviceArray<T>(backend, initial ?? new T[length]);
            kernel(backend, y.Slice);
            var actual = y.ToArray();
            if (expected is null) expected = actual;
            else Bits.Equal(expected, actual, $"{backend.Workers.Threads} threads, {backend.SimdBits} bits");
        }

        return expected!;
    }

    /// <summary>Bytes of managed memory that a call takes at the least: the runtime's own first, unoptimized code for a method may take some.</summary>
    public static long AllocatedBy(Action call)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 400 && least > 0; attempt++)
        {
            for (int i = 0; i < 50; i++) call();
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            // the optimized code comes in the background, a while after the last new method
            if (least > 0) Thread.Sleep(20);
        }

        return least;
    }
}

/// <summary>An array on a device at an odd offset, or at one that suits every instruction, between guards that no kernel may write to.</summary>
internal sealed class DeviceArray<T> : IDisposable where T : unmanaged
{
    private const int After = 19;
    private readonly int _before;
    private readonly Backend _backend;
    private readonly DeviceMemory _memory;
    private readonly T[] _guarded;

    public DeviceArray(Backend backend, T[] values, bool aligned = false)
    {
        _before = aligned ? 16 : 1;
        _backend = backend;
        _guarded = new T[_before + values.Length + After];
        _guarded.AsSpan().Fill(Guard);
        values.CopyTo(_guarded, _before);
        _memory = backend.Allocate(_guarded.Length * (nint)Unsafe.SizeOf<T>());
        backend.Upload(_guarded, All);
    }

    public Slice<T> Slice => All.Part(_before, _guarded.Length - _before - After);

    private Slice<T> All => new(_memory, 0, _guarded.Length);

    private static T Guard => Unsafe.SizeOf<T>() == sizeof(int) ? Unsafe.BitCast<int, T>(0x5EED5EED) : Unsafe.BitCast<long, T>(0x5EED5EED5EED5EED);

    public T[] ToArray()
    {
        var now = new T[_guarded.Length];
        _backend.Download(All, now.AsSpan());
        var guard = EqualityComparer<T>.Default;
        Assert.All(now[.._before].Concat(now[^After..]), element => Assert.True(guard.Equals(element, Guard), "a kernel wrote beyond its slice"));
        return now[_before..^After];
    }

    public void Dispose() => _memory.Dispose();
}

/// <summary>Comparison of results by their bits; every NaN is equal to every other.</summary>
internal static class Bits
{
    public static void Equal<T>(T[] expected, T[] actual, string where = "") where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            if (!Same(expected[i], actual[i])) Assert.Fail($"element {i} of {expected.Length}: expected {expected[i]}, got {actual[i]} {where}");
    }

    public static bool Same<T>(T a, T b) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsNaN(a) ? T.IsNaN(b) : a == b && T.IsNegative(a) == T.IsNegative(b);
}

/// <summary>The number of elements along an axis: small, around lanes and blocks, or enough for several threads.</summary>
public readonly record struct Extent(int Value);

/// <summary>A matrix small enough to test many of, in shapes from one long row to one long column.</summary>
public readonly record struct Extents(int Rows, int Columns);

/// <summary>Numbers drawn from a seed, with NaN, infinities, zeros of both signs and denormals among them if asked.</summary>
public readonly record struct Numbers(int Seed, bool Special)
{
    public T[] Take<T>(int count, int salt = 0) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(Seed ^ (salt * 0x3C6EF35F));
        T[] special = [T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.NegativeZero, T.Zero, T.Epsilon];
        var values = new T[count];
        for (int i = 0; i < count; i++)
            values[i] = Special && random.Next(40) == 0 ? special[random.Next(special.Length)] : T.CreateTruncating(random.NextDouble() * 8 - 4);
        return values;
    }
}

/// <summary>Where properties draw their arguments from.</summary>
public static class Generators
{
    private static readonly int[] Edges =
        [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 127, 129, 1000, 1023, 1024, 1025, 4099, 65537];

    public static Arbitrary<Extent> AnExtent() =>
        (from extent in Gen.OneOf(Gen.Elements(Edges), Gen.Choose(0, 200)) select new Extent(extent)).ToArbitrary();

    public static Arbitrary<Extents> TwoExtents() =>
        (from rows in Gen.OneOf(Gen.Elements(Edges), Gen.Choose(1, 40))
         from columns in Gen.OneOf(Gen.Elements(Edges.Where(edge => (long)edge * rows <= 140_000).ToArray()), Gen.Choose(1, Math.Max(1, 4000 / Math.Max(1, rows))))
         select new Extents(rows, columns)).ToArbitrary();

    // a seed is not shrunk: a smaller one gives no simpler numbers
    public static Arbitrary<Numbers> SomeNumbers() =>
        (from seed in Gen.Choose(0, int.MaxValue) from special in Gen.Elements(false, true) select new Numbers(seed, special)).ToArbitrary();
}
