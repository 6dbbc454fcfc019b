namespace NumericsCore.Tests.Support;

internal static class Expect
{
    /// <summary>Asserts that an action fails with exactly this message, in which .NET adds the argument's name and, where it has one, its value.</summary>
    public static void Error<TException>(string message, Action action) where TException : Exception =>
        Assert.Equal(message, Assert.Throws<TException>(action).Message.ReplaceLineEndings("\n"));

    /// <inheritdoc cref="Error{TException}(string, Action)"/>
    public static void Error<TException>(string message, Func<object?> function) where TException : Exception =>
        Error<TException>(message, () => { function(); });
}
