namespace NumericsCore;

/// <summary>Checks of arguments that many members share.</summary>
internal static class Require
{
    /// <summary>Checks a list and its elements.</summary>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">An element is null.</exception>
    public static void NoNull<T>(IReadOnlyList<T> list, string name) where T : class
    {
        ArgumentNullException.ThrowIfNull(list, name);
        for (int i = 0; i < list.Count; i++)
            if (list[i] is null) throw new ArgumentException($"{name}[{i}] is null.", name);
    }

    /// <summary>Checks a real number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="valid">Whether it lies in its range; a number that is not finite never does.</param>
    /// <param name="expected">The range, such as "at least 0".</param>
    /// <param name="name">The argument's name.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public static double Finite(double value, bool valid, string expected, string? name) =>
        valid && double.IsFinite(value) ? value : throw Kernels.OutOfRange.Error(name, value, $"Expected a finite number, {expected}.");

    /// <summary>Checks that a value of an enumeration has a name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has none.</exception>
    public static void Defined<TEnum>(TEnum value, string name) where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw Kernels.OutOfRange.Error(name, value, $"Expected one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
    }
}
