using Microsoft.CodeAnalysis;

namespace NumericsCore.Analyzers;

/// <summary>
/// The rules. For formulas, NCF: an error is what every device refuses, a warning what some refuse or compute otherwise. For programs that use tensors and models, NCP: a
/// warning is what is never meant.
/// </summary>
internal static class Rules
{
    /// <summary>The page of all rules.</summary>
    public const string Page = "docs/analyzers.md";

    private const string Category = "NumericsCore";

    public static readonly DiagnosticDescriptor Throws = new("NCF0001", "A formula neither throws nor catches",
        "{0}: a device has no exceptions. Check values where the formula is made, or return NaN.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0001");

    public static readonly DiagnosticDescriptor Allocates = new("NCF0002", "A formula makes no object",
        "{0}: a device has no heap. Use local variables, structs and tuples.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0002");

    public static readonly DiagnosticDescriptor UsesArray = new("NCF0003", "A formula uses no array",
        "{0}: an array is allocated for each vector on a CPU, and lies in slow memory on a GPU. Use local variables, or write out the sum.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0003");

    public static readonly DiagnosticDescriptor Boxes = new("NCF0004", "A formula boxes nothing",
        "{0} becomes an object of type '{1}': a device has no heap. Keep lanes and structs as what they are.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0004");

    public static readonly DiagnosticDescriptor UsesText = new("NCF0005", "A formula has no strings",
        "{0}: a device has no strings. Messages belong to the code that calls the formula.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0005");

    public static readonly DiagnosticDescriptor UsesReference = new("NCF0006", "A formula uses no references",
        "{0} is a reference, of type '{1}': a device has numbers and structs alone, and no virtual calls. Hold values as FormulaValue, and compose formulas as type parameters.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0006");

    public static readonly DiagnosticDescriptor CallsHost = new("NCF0007", "A formula calls functions of lanes",
        "{0} is made for the host: a device may refuse it or give other bits. Call functions over lanes, or do it where the formula is made.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0007");

    public static readonly DiagnosticDescriptor CallsMath = new("NCF0008", "A formula computes with lane functions, not with Math",
        "{0} may give other bits on each device, where it is not refused: {1}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0008");

    public static readonly DiagnosticDescriptor BranchesOnLane = new("NCF0009", "A formula chooses by Select, not by branching on a lane",
        "{0} is no condition: a lane may hold sixteen numbers, some for which it holds and some for which not. Compute both sides and choose with {1}.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0009");

    public static readonly DiagnosticDescriptor Recurses = new("NCF0010", "A formula does not call itself",
        "{0} calls itself{1}: a device has no stack for it. Write a loop with a fixed number of steps.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0010");

    public static readonly DiagnosticDescriptor UsesStaticState = new("NCF0011", "A formula reads constants, no static fields that change",
        "{0} may change, and a device would not see it. Make it a constant or read-only, or hold it as a FormulaValue.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0011");

    public static readonly DiagnosticDescriptor HoldsRefused = new("NCF0012", "A formula holds what a kernel can take",
        "{0} of type '{1}' is or holds {2}, which a kernel cannot take. Hold numbers, each as a FormulaValue or an int.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0012");

    public static readonly DiagnosticDescriptor HoldsWideNumber = new("NCF0013", "A formula holds numbers as FormulaValue",
        "{0} of type '{1}' is float64 arithmetic to a device's compiler, which some devices lack. Hold it as a FormulaValue, which is rounded on the host.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0013");

    public static readonly DiagnosticDescriptor ComputesOutsideLane = new("NCF0014", "A formula computes with lanes, not with float or double",
        "{0} is computed in {1} outside the lane: a device may fuse or widen it, and float64 is missing on some. Compute it where the formula is made and hold it as a FormulaValue, or compute with lanes.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0014");

    public static readonly DiagnosticDescriptor RoundsTwice = new("NCF0015", "A product and a sum can be rounded once",
        "{0} rounds the product and then the sum, on every device; {1}.MultiplyAdd rounds once and is one instruction",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0015");

    public static readonly DiagnosticDescriptor NotPublic = new("NCF0016", "A formula is public",
        "The formula '{0}' is not public, or a type around it is not: a GPU's kernel has a parameter of its type, and could not be built",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0016");

    public static readonly DiagnosticDescriptor Captures = new("NCF0017", "A local function of a formula captures nothing",
        "{0} is a variable around the local function '{1}': the compiler hands it over in a struct that a device refuses. Make it a parameter.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Page + "#ncf0017");

    public static readonly DiagnosticDescriptor ComparesTensors = new("NCP0001", "Tensors are compared by their elements",
        "{0} says whether both are one object, not whether their elements are the same. Compare {1}.ToDoubleArray() with {2}.ToDoubleArray(), or write ReferenceEquals.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page + "#ncp0001");

    public static readonly DiagnosticDescriptor AwaitsInScope = new("NCP0002", "A scope without gradients ends before its thread is left",
        "The method may go on on another thread, where gradients are recorded, and the scope cannot end there: GradientMode.Disable is for one thread. End the scope before, and begin another one after it.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page + "#ncp0002");

    public static readonly DiagnosticDescriptor AppliesTwice = new("NCP0003", "A model for a loss that takes logits ends with no softmax or sigmoid",
        "The model ends with {0}, but the loss {1} takes logits: Compile refuses the two together. Leave the activation out, which is the more accurate way, or take a loss of probabilities.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Page + "#ncp0003");
}
