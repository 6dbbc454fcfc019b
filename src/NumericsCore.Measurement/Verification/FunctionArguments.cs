using System.Numerics;

namespace NumericsCore.Measurement;

/// <summary>The arguments that functions are hashed over: always the same ones.</summary>
internal static class FunctionArguments
{
    private const int PerBinade = 6;
    private const int Uniform = 2_000;
    private const int Pairs = 8_000;

    // where functions change their formula, end, overflow or underflow
    private static readonly double[] s_points =
    [
        0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10, 16, 20, 24, 32, 40, 64, 87.33654, 88.02969, 88.72283, 103.97208, 128, 149, 150, 708.3964185322641, 709.782712893384, 745.1332191019411, 1074, 1e10, 1e22,
        Math.PI / 4, Math.PI / 2, Math.PI, 2 * Math.PI, Math.E, Math.Sqrt(2), Math.Sqrt(0.5), Math.Log(2), Math.Log(2) / 2, 0.1, 1.0 / 3, 0.01,
        Math.ScaleB(1, 23), Math.ScaleB(1, 24), Math.ScaleB(1, 52), Math.ScaleB(1, 53), Math.ScaleB(1, 63), Math.ScaleB(1, -12), Math.ScaleB(1, -24), Math.ScaleB(1, -53),
    ];

    /// <summary>The arguments of a function of one: the special values, numbers of every binade, denormal ones and both signs included, and numbers in [-20, 20].</summary>
    public static T[] One<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var random = new SeededBits(2);
        var arguments = new List<T>(Special<T>());
        int lowest = int.CreateChecked(T.ILogB(T.Epsilon)), highest = int.CreateChecked(T.ILogB(T.MaxValue));
        for (int exponent = lowest; exponent <= highest; exponent++)
            for (int i = 0; i < PerBinade; i++)
            {
                // below the normal numbers ScaleB rounds, to the next binade at most
                var x = T.ScaleB(T.One + T.CreateChecked(random.Unit()) / T.CreateChecked(2), exponent);
                arguments.Add(i % 2 == 0 ? x : -x);
            }

        for (int i = 0; i < Uniform; i++) arguments.Add(T.CreateChecked(random.Unit() * 40 - 20));
        return [.. arguments];
    }

    /// <summary>The arguments of a function of several: all tuples of some special values, and tuples of the arguments of one.</summary>
    public static T[][] Several<T>(int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (count == 1) return [One<T>()];
        T[] one = One<T>(), special = Ends<T>();
        var random = new SeededBits(3);
        int all = (int)Math.Pow(special.Length, count);
        var arguments = new T[count][];
        for (int k = 0, step = 1; k < count; k++, step *= special.Length)
        {
            int period = step;
            arguments[k] = [.. Enumerable.Range(0, all).Select(i => special[i / period % special.Length]), .. Enumerable.Range(0, Pairs).Select(_ => one[random.Below(one.Length)])];
        }

        return arguments;
    }

    private static IEnumerable<T> Special<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        foreach (var end in Ends<T>()) yield return end;
        foreach (double point in s_points)
        {
            var x = T.CreateChecked(point);
            foreach (var near in (T[])[T.BitDecrement(x), x, T.BitIncrement(x)])
            {
                yield return near;
                yield return -near;
            }
        }
    }

    private static T[] Ends<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var normal = T.ScaleB(T.One, typeof(T) == typeof(float) ? -126 : -1022);
        T[] positive = [T.Zero, T.Epsilon, T.BitDecrement(normal), normal, T.CreateChecked(0.5), T.BitDecrement(T.One), T.One, T.BitIncrement(T.One), T.CreateChecked(2), T.CreateChecked(3), T.MaxValue, T.PositiveInfinity];
        return [.. positive, .. positive.Select(static x => -x), T.NaN];
    }
}
