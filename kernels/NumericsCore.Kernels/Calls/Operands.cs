using System.Runtime.CompilerServices;

namespace NumericsCore.Kernels;

/// <summary>What is done with the operands of every call, whatever its shape.</summary>
internal static class Operands
{
    /// <summary>The environment variable that, set to 1, has every call look for operands that were never written, as builds for debugging do.</summary>
    public const string CheckSwitch = "NUMERICSCORE_CHECK_OPERANDS";

    /// <summary>Whether operands are checked for more than their lengths.</summary>
    public static readonly bool AreWatched =
#if DEBUG
        true;
#else
        Environment.GetEnvironmentVariable(CheckSwitch) == "1";
#endif

    /// <summary>Keeps the memory of all operands alive up to here.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    // operands lie in the caller's frame, or in an object that it holds; being passed on keeps them there
    public static void KeepAlive(ref readonly byte operands) => _ = operands;

    /// <summary>The number of elements of a box of the given extents.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is negative.</exception>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public static nint Count(nint rows, nint columns, nint inner = 1)
    {
        OutOfRange.ThrowIfNegative(rows);
        OutOfRange.ThrowIfNegative(columns);
        OutOfRange.ThrowIfNegative(inner);
        return checked(rows * columns * inner);
    }
}
