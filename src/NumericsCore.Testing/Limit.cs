using System.Runtime.CompilerServices;

namespace NumericsCore.Testing;

/// <summary>Checks of what callers limit, with messages that are the same in every culture.</summary>
internal static class Limit
{
    /// <exception cref="ArgumentOutOfRangeException">The value is less.</exception>
    public static void AtLeast(int least, int value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value < least) throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {value}; expected {least} or more."));
    }

    /// <inheritdoc cref="AtLeast(int, int, string?)"/>
    public static void AtLeast(int least, int value, string option, string name)
    {
        if (value < least) throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{option} is {value}; expected {least} or more."));
    }
}
