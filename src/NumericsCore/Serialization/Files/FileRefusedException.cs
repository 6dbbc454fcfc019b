namespace NumericsCore;

/// <summary>A file cannot be written, or not read: the end of a sentence that begins with its name.</summary>
/// <param name="reason">Such as "which is a folder; expected a file".</param>
/// <param name="cause">What the system said.</param>
internal sealed class FileRefusedException(string reason, Exception? cause = null) : IOException(reason, cause)
{
    /// <summary>Whether an exception is the system's refusal of something about a file.</summary>
    public static bool Covers(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    /// <summary>What the system said, as the end of a sentence.</summary>
    public static FileRefusedException Of(string reason, Exception cause) => cause as FileRefusedException ?? new FileRefusedException($"{reason}: {cause.Message.TrimEnd('.')}", cause);
}
