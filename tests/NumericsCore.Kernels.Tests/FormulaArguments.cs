namespace NumericsCore.Kernels.Tests;

/// <summary>Arguments that a formula must give the same bits for everywhere.</summary>
internal static class FormulaArguments
{
    private const int Samples = 3000;

    /// <summary>A third special values, a third any bits, a third ordinary numbers, in a random mixture for each argument.</summary>
    public static T[][] Of<T>(Type formula, IEnumerable<T> special, Func<Random, T> anyBits, Func<double, T> convert)
    {
        Random random = new(5);
        T[] specials = [.. special];
        return [.. Enumerable.Range(0, LaneRunner.Arity(formula)).Select(_ => Enumerable.Range(0, Samples).Select(_ => random.Next(3) switch
        {
            0 => specials[random.Next(specials.Length)],
            1 => anyBits(random),
            _ => convert((random.NextDouble() * 8) - 4),
        }).ToArray())];
    }
}
