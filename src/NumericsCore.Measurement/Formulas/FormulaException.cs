using System.Reflection;
using ILGPU.Runtime;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>A formula that is not the library's threw an exception, on the host.</summary>
internal sealed class FormulaException : Exception
{
    /// <param name="formula">The formula.</param>
    /// <param name="exception">What came out of it.</param>
    public FormulaException(string formula, Exception exception) : this(formula, exception, CauseOf(exception))
    {
    }

    private FormulaException(string formula, Exception exception, Exception cause) : base($"{formula} throws {Text(cause)}", exception)
    {
    }

    /// <summary>Whether an exception of a run is the formula's doing; else it is the device's.</summary>
    public static bool IsOfAuthor(Exception exception) =>
        exception is not (FormulaException or GpuKernelException or DeviceException or AcceleratorException or InsufficientMemoryException or OutOfMemoryException);

    /// <summary>An exception's type and message, on one line.</summary>
    public static string Describe(Exception exception) => Text(CauseOf(exception));

    private static string Text(Exception cause) => $"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ").TrimEnd('.')}";

    // wrappers say nothing of their own
    private static Exception CauseOf(Exception exception) =>
        exception is TargetInvocationException or TypeInitializationException && exception.InnerException is { } inner ? CauseOf(inner) : exception;
}

/// <summary>An assembly whose formulas cannot be measured, and why.</summary>
/// <param name="message">For the user, without a full stop.</param>
/// <param name="cause">What the runtime said.</param>
internal sealed class FormulaAssemblyException(string message, Exception? cause = null) : Exception(message, cause);
