using System.Numerics;
using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>Whether one operation of a device gives the bits that IEEE 754 asks for.</summary>
/// <param name="Name">The operation and its precision.</param>
/// <param name="Arguments">Arguments tried.</param>
/// <param name="Wrong">How many of them gave other bits.</param>
/// <param name="FirstWrong">The first of these; empty if there is none.</param>
internal sealed record GpuCheck(string Name, int Arguments, int Wrong, string FirstWrong)
{
    public bool Passed => Wrong == 0;

    public override string ToString() => Passed ? $"{Name}: exact" : $"{Name}: {Wrong} of {Arguments} wrong, first {FirstWrong}";
}

/// <summary>What a device computes exactly, found out by trying.</summary>
/// <param name="Checks">One for each operation and precision.</param>
internal sealed record GpuSelfTest(IReadOnlyList<GpuCheck> Checks)
{
    private const int Samples = 4096;

    private static readonly string[] s_names =
        ["fused multiply-add", "product and sum rounded apart", "product", "quotient", "square root", "rounding to even", "comparison and choice"];

    /// <summary>Whether the device keeps the promise of equal bits.</summary>
    public bool Passed => Checks.All(check => check.Passed);

    /// <summary>Runs the test; float64 is left out where the device has none.</summary>
    public static GpuSelfTest Run(GpuBackend backend)
    {
        List<GpuCheck> checks = [];
        Run<float, GpuSingle>(backend, "float32", bits => BitConverter.UInt32BitsToSingle((uint)bits), checks);
        if (backend.HasFloat64) Run<double, GpuDouble>(backend, "float64", BitConverter.UInt64BitsToDouble, checks);
        return new(checks);
    }

    public override string ToString() => Passed
        ? $"exact: {string.Join(", ", s_names)}{(Checks.Count == s_names.Length ? " (float32 only: the device has no float64)" : "")}"
        : string.Join(Environment.NewLine, Checks.Where(check => !check.Passed));

    private static void Run<T, TLane>(GpuBackend backend, string precision, Func<ulong, T> fromBits, List<GpuCheck> checks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TLane : unmanaged, IGpuLane<TLane>
    {
        var random = new Random(754);
        T[] a = Arguments(random, fromBits), b = Arguments(random, fromBits), c = Arguments(random, fromBits);
        // where a product and a sum nearly cancel, one rounding and two differ most
        for (int i = 0; i < Samples; i += 4) c[i] = -(a[i] * b[i]);

        nint size = Unsafe.SizeOf<T>();
        using var memory = backend.Allocate((3 + SelfTestFormulas.Count) * Samples * size);
        Slice<T> Part(int index, int parts) => new(memory, index * Samples, parts * Samples);
        backend.Upload<T>(a, Part(0, 1));
        backend.Upload<T>(b, Part(1, 1));
        backend.Upload<T>(c, Part(2, 1));
        var results = Part(3, SelfTestFormulas.Count);
        backend.Ask("a launch of the self-test", () => SelfTestKernel<TLane>.Launch(backend.Queue, Part(0, 1).View<TLane, T>(), Part(1, 1).View<TLane, T>(),
            Part(2, 1).View<TLane, T>(), results.View<TLane, T>(), Samples));
        var actual = new T[results.Length];
        backend.Download(results, actual);
        for (int operation = 0; operation < SelfTestFormulas.Count; operation++)
            checks.Add(Compare(operation, precision, a, b, c, actual.AsSpan(operation * Samples, Samples)));
    }

    private static GpuCheck Compare<T>(int operation, string precision, T[] a, T[] b, T[] c, ReadOnlySpan<T> actual) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int wrong = 0;
        string first = "";
        for (int i = 0; i < Samples; i++)
        {
            T expected = Expected(operation, a[i], b[i], c[i]);
            bool same = T.IsNaN(expected) ? T.IsNaN(actual[i]) : expected == actual[i] && T.IsNegative(expected) == T.IsNegative(actual[i]);
            if (same) continue;
            if (wrong++ == 0) first = FormattableString.Invariant($"({a[i]}, {b[i]}, {c[i]}): {actual[i]} instead of {expected}");
        }

        return new($"{precision} {s_names[operation]}", Samples, wrong, first);
    }

    private static T Expected<T>(int operation, T a, T b, T c) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ScalarLane<T> x = new(a), y = new(b), z = new(c);
        return ScalarLane<T>.Element(operation switch
        {
            0 => SelfTestFormulas.Fused(x, y, z),
            1 => SelfTestFormulas.Separate(x, y, z),
            2 => SelfTestFormulas.Product(x, y),
            3 => SelfTestFormulas.Quotient(x, y),
            4 => SelfTestFormulas.Root(x),
            5 => SelfTestFormulas.Rounded(x),
            _ => SelfTestFormulas.Selected(x, y, z),
        }, 0);
    }

    /// <summary>Ordinary numbers, and among them any bits: denormals, infinities and NaN.</summary>
    private static T[] Arguments<T>(Random random, Func<ulong, T> fromBits) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = new T[Samples];
        for (int i = 0; i < Samples; i++)
        {
            values[i] = (i % 8) switch
            {
                0 => fromBits((ulong)random.NextInt64(long.MinValue, long.MaxValue)),
                1 => T.Epsilon * T.CreateTruncating(random.Next(1 << 20)),
                2 => T.CreateTruncating(random.Next(-20, 20)) / T.CreateTruncating(2),
                _ => T.CreateTruncating((random.NextDouble() * 8) - 4),
            };
        }

        return values;
    }
}
