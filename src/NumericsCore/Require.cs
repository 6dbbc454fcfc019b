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

    /// <summary>Checks that a value of an enumeration has a name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has none.</exception>
    public static void Defined<TEnum>(TEnum value, string name) where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw Kernels.OutOfRange.Error(name, value, $"Expected one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
    }
}
