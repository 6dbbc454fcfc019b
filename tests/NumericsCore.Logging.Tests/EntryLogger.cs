using Microsoft.Extensions.Logging;

namespace NumericsCore.Logging.Tests;

/// <summary>What a logger was given: the text, and the properties by name.</summary>
internal sealed record Entry(LogLevel Level, EventId Event, string Text, IReadOnlyList<KeyValuePair<string, object?>> Properties)
{
    public object? this[string name] => Assert.Single(Properties, property => property.Key == name).Value;
}

/// <summary>A logger that keeps its entries.</summary>
internal sealed class EntryLogger(LogLevel min = LogLevel.Trace) : ILogger
{
    public List<Entry> Entries { get; } = [];

    public bool IsEnabled(LogLevel logLevel) => logLevel >= min;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Assert.True(IsEnabled(logLevel), "An entry that nobody wants was made.");
        Assert.Null(exception);
        Entries.Add(new Entry(logLevel, eventId, formatter(state, exception), Assert.IsType<IReadOnlyList<KeyValuePair<string, object?>>>(state, exactMatch: false)));
    }
}
