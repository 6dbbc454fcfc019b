namespace NumericsCore;

/// <summary>
/// Marks a differentiable operation: a line of the operation table. Tests enumerate all marked methods and fail for one without a
/// forward reference, a gradient check and a device check.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OperationAttribute : Attribute;
