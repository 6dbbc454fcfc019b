using System.Text;

namespace NumericsCore.Data.Csv;

/// <summary>Cells of true and false, in ASCII letters of any case.</summary>
internal static class TruthWord
{
    /// <summary>What a cell says; null if it is neither.</summary>
    public static bool? Of(ReadOnlySpan<byte> cell) => Ascii.EqualsIgnoreCase(cell, "true"u8) ? true : Ascii.EqualsIgnoreCase(cell, "false"u8) ? false : null;

    /// <inheritdoc cref="Of(ReadOnlySpan{byte})"/>
    public static bool? Of(ReadOnlySpan<char> cell) => Ascii.EqualsIgnoreCase(cell, "true") ? true : Ascii.EqualsIgnoreCase(cell, "false") ? false : null;

    /// <summary>What a message says of a cell that is of another kind than those above it.</summary>
    /// <param name="above">Whether those are true and false, or else numbers.</param>
    public static string Mixed(bool above) => $"stands below {(above ? "true and false" : "numbers")}; expected one kind in a column";
}
