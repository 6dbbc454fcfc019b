using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace NumericsCore.Logging;

/// <summary>
/// Writes the course of a training to a logger: an entry at its beginning, after each epoch and at its end, and a warning if it was broken
/// off. What an entry says is in its properties too, such as the loss and the metrics of an epoch under their names in the history.
/// </summary>
public sealed partial class LoggingCallback : Callback
{
    private static readonly EventId s_epochEnd = new(2, "EpochEnd");
    private readonly ILogger _logger;
    private readonly LogLevel _level;
    private long _start;

    /// <summary>Makes a callback that writes to a logger.</summary>
    /// <param name="logger">Where entries go.</param>
    /// <param name="level">The level of all entries but the warning: <see cref="LogLevel.Trace"/> to <see cref="LogLevel.Critical"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Entries have no such level.</exception>
    public LoggingCallback(ILogger logger, LogLevel level = LogLevel.Information)
    {
        ArgumentNullException.ThrowIfNull(logger);
        if (level is < LogLevel.Trace or > LogLevel.Critical) throw new ArgumentOutOfRangeException(nameof(level), level, "Expected Trace, Debug, Information, Warning, Error or Critical.");
        (_logger, _level) = (logger, level);
    }

    /// <inheritdoc/>
    protected override void OnFitBegin(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _start = Stopwatch.GetTimestamp();
        LogFitBegin(_logger, _level, context.Model.GetType().Name, context.Optimizer.GetType().Name, context.Epochs, context.Batches);
    }

    /// <inheritdoc/>
    protected override void OnEpochEnd(FitContext context, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        // not a message of the generator: what an epoch has is known only when it ends
        if (_logger.IsEnabled(_level)) _logger.Log(_level, s_epochEnd, new EpochEntry(result, context.Epochs), null, static (entry, _) => entry.ToString());
    }

    /// <inheritdoc/>
    protected override void OnFitEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var elapsed = Stopwatch.GetElapsedTime(_start);
        LogFitEnd(_logger, _level, context.History.Epochs.Count, elapsed, context.StopReason ?? "all epochs are done");
    }

    /// <inheritdoc/>
    protected override void OnFitAborted(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        LogFitAborted(_logger, context.Epoch, context.Batch);
    }

    [LoggerMessage(EventId = 1, EventName = "FitBegin", Message = "{Model} is trained by {Optimizer}: {Epochs} epochs of {Batches} batches")]
    private static partial void LogFitBegin(ILogger logger, LogLevel level, string model, string optimizer, int epochs, int batches);

    [LoggerMessage(EventId = 3, EventName = "FitEnd", Message = "training ended after epoch {Epoch}, in {Elapsed}: {Reason}")]
    private static partial void LogFitEnd(ILogger logger, LogLevel level, int epoch, TimeSpan elapsed, string reason);

    [LoggerMessage(EventId = 4, EventName = "FitAborted", Level = LogLevel.Warning, Message = "training was broken off in epoch {Epoch}, after batch {Batch}")]
    private static partial void LogFitAborted(ILogger logger, int epoch, int batch);
}
