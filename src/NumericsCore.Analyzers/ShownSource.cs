using Microsoft.CodeAnalysis;

namespace NumericsCore.Analyzers;

/// <summary>Source as messages show it.</summary>
internal static class ShownSource
{
    /// <summary>The beginning of it, in one line and in quotation marks.</summary>
    public static string Of(SyntaxNode syntax)
    {
        const int Length = 60;
        string text = string.Join(" ", syntax.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return "'" + (text.Length <= Length ? text : text.Substring(0, Length) + "...") + "'";
    }
}
