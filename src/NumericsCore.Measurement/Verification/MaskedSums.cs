using System.Numerics;

namespace NumericsCore.Measurement;

/// <summary>Asks an operation where elements meet, by what it makes of M and −M among ones.</summary>
/// <param name="sums">The sums of rows of one length.</param>
/// <param name="count">That length.</param>
internal sealed class MaskedSums<T>(Func<T[][], T[]> sums, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MaxBatch = 64;
    private const int MaxElements = 1 << 21;

    // the ones of any array are lost in it, and no sum overflows
    private static readonly T s_large = T.ScaleB(T.One, 100);

    // rows in one call: many shapes of call are tried, as fewer are left to ask for
    private readonly T[][] _rows = [.. Enumerable.Range(0, Math.Clamp(MaxElements / count, 1, MaxBatch)).Select(_ => Ones(count))];

    /// <summary>The number of elements of the smallest sum that holds an element and each of some others.</summary>
    /// <exception cref="SummationException">A sum is none that ones give.</exception>
    public int[] Meeting(int element, int[] others) => Meeting([.. others.Select(other => (element, other))]);

    /// <summary>The number of elements of the smallest sum that holds both elements of each pair.</summary>
    /// <exception cref="SummationException">A sum is none that ones give.</exception>
    public int[] Meeting((int A, int B)[] pairs) => [.. pairs.Chunk(_rows.Length).SelectMany(MeetingOf)];

    private int[] MeetingOf((int A, int B)[] pairs)
    {
        for (int i = 0; i < pairs.Length; i++) (_rows[i][pairs[i].A], _rows[i][pairs[i].B]) = (s_large, -s_large);
        var results = sums(_rows[..pairs.Length]);
        for (int i = 0; i < pairs.Length; i++) _rows[i][pairs[i].A] = _rows[i][pairs[i].B] = T.One;
        return [.. pairs.Select((pair, i) => CountOf(pair, results[i]))];
    }

    private int CountOf((int A, int B) pair, T sum)
    {
        if (!T.IsInteger(sum) || sum < T.Zero || sum > T.CreateChecked(count - 2))
            throw new SummationException(FormattableString.Invariant($"with M at element {pair.A}, -M at {pair.B} and ones elsewhere the sum of {count} elements is {sum}; expected a whole number from 0 to {count - 2}"));
        return count - int.CreateChecked(sum);
    }

    private static T[] Ones(int count)
    {
        var ones = new T[count];
        Array.Fill(ones, T.One);
        return ones;
    }
}
