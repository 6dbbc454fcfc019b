using System.Runtime.ExceptionServices;
using NumericsCore.Cli.Streams;
using NumericsCore.Data;
using NumericsCore.Distributed;
using NumericsCore.Measurement;

namespace NumericsCore.Cli;

/// <summary>Exceptions as one line for the user, and as an exit code.</summary>
internal static class Failures
{
    /// <summary>The variable of the environment that, when it is 1, has the place of a defect printed.</summary>
    public const string TraceSwitch = "NUMERICSCORE_TRACE";

    /// <summary>Says what went wrong; gives the exit code.</summary>
    public static int Report(Exception exception, TextWriter error)
    {
        var cause = CauseOf(exception);
        var (code, message) = Explain(cause);
        if (message is not null) error.WriteLine(PrintableText.Of(message));
        if (code == ExitCodes.Defect && Environment.GetEnvironmentVariable(TraceSwitch) == "1") error.WriteLine(cause.ToString());
        return code;
    }

    /// <summary>Reports what is thrown on threads that nobody waits for, where the runtime would print where it was.</summary>
    public static void CatchStrays() => ExceptionHandling.SetUnhandledExceptionHandler(static exception =>
    {
        Environment.Exit(Report(exception, new MessageWriter(Console.Error)));
        return true;
    });

    private static (int Code, string? Message) Explain(Exception cause) => cause switch
    {
        ReaderGoneException => (ExitCodes.ReaderGone, null),
        OperationCanceledException => (ExitCodes.Cancelled, "cancelled"),
        TrainingDivergedException diverged => (ExitCodes.BadInput, FormattableString.Invariant(
            $"error: the loss became {diverged.Loss} in epoch {diverged.Epoch}, batch {diverged.Batch}, and training stopped there; try a smaller --learning-rate, or --clip-norm 1")),
        InputException or TableException or ResultFormatException or IOException or UnauthorizedAccessException => (ExitCodes.BadInput, $"error: {cause.Message}"),
        CommunicationException => (ExitCodes.BadInput, $"error: {cause.Message.TrimEnd('.')}"),
        OutOfMemoryException or InsufficientMemoryException => (ExitCodes.BadInput, $"error: {cause.Message.TrimEnd('.')}"),
        _ when DeviceFailures.Explain(cause) is { } failure => (ExitCodes.WrongResult, $"error: {failure}"),
        ThreadStartException => (ExitCodes.BadInput, "error: the system starts no more threads; try a smaller --threads"),
        _ => (ExitCodes.Defect, $"error: this is a defect of numericscore, please report it with the command and its files: {cause.GetType().Name}: {cause.Message} ({TraceSwitch}=1 shows where)"),
    };

    // wrappers say nothing of their own
    private static Exception CauseOf(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => CauseOf(only),
        TypeInitializationException { InnerException: { } inner } => CauseOf(inner),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => CauseOf(inner),
        _ => exception,
    };
}
