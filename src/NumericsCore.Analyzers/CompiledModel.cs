using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NumericsCore.Analyzers;

/// <summary>
/// A model compiled with a loss that takes logits, where it can be seen that the model ends with a softmax or sigmoid: Compile refuses it. Looks through local variables
/// that are assigned once.
/// </summary>
internal static class CompiledModel
{
    public static void Check(IOperation operation, ProgramTypes types, Action<Diagnostic> report)
    {
        if (operation is not IInvocationOperation { TargetMethod.Name: "Compile", Instance: { } instance } call || !types.IsModel(call.TargetMethod.ContainingType)) return;
        if (Argument(call.Arguments, "loss") is not { } loss || !TakesLogits(Created(loss), types)) return;
        if (Final(Created(instance), types) is not { } final) return;
        report(Diagnostic.Create(Rules.AppliesTwice, final.Syntax.GetLocation(), ShownSource.Of(final.Syntax), Created(loss)!.Type!.Name));
    }

    private static bool TakesLogits(IObjectCreationOperation? loss, ProgramTypes types) => types.IsLoss(loss?.Type)
        && (types.IsOwn(loss!.Type, "Hinge") || types.IsOwn(loss.Type, "BinaryFocalCrossEntropy")
            || Argument(loss.Arguments, "fromLogits") is { ConstantValue: { HasValue: true, Value: true } } && loss.Type!.ContainingNamespace.Name == "NumericsCore");

    /// <summary>The softmax or sigmoid that the layer ends with, where it stands in the source; null if there is none or it cannot be seen.</summary>
    private static IOperation? Final(IObjectCreationOperation? layer, ProgramTypes types)
    {
        if (layer is null) return null;
        if (types.IsOwn(layer.Type, "Softmax") || types.IsOwn(layer.Type, "Sigmoid")) return layer;
        if (types.IsOwn(layer.Type, "Dense"))
            return Argument(layer.Arguments, "activation") is IPropertyReferenceOperation { Property: { Name: "Softmax" or "Sigmoid", IsStatic: true } } activation ? activation : null;
        if (!types.IsOwn(layer.Type, "Sequential")) return null;
        var layers = Layers(Argument(layer.Arguments, "layers"));
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            if (Created(layers[i]) is not { } created) return null;
            if (!types.IsOwn(created.Type, "Dropout") && !types.IsOwn(created.Type, "Flatten")) return Final(created, types);
        }

        return null;
    }

    private static ImmutableArray<IOperation> Layers(IOperation? list) => list switch
    {
        ICollectionExpressionOperation collection => collection.Elements,
        IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
        _ => [],
    };

    private static IOperation? Argument(ImmutableArray<IArgumentOperation> arguments, string name) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Name == name) is { Value: { } value } ? ProgramTypes.Bare(value) : null;

    /// <summary>The creation that gives the value: itself, or that which a local variable was made with and has since.</summary>
    private static IObjectCreationOperation? Created(IOperation value)
    {
        value = ProgramTypes.Bare(value);
        if (value is not ILocalReferenceOperation { Local: { } local }) return value as IObjectCreationOperation;
        IOperation root = value;
        while (root.Parent is { } parent) root = parent;
        IOperation? initial = null;
        foreach (var operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local)) initial = declarator.GetVariableInitializer()?.Value;
            else if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && IsWritten(reference)) return null;
        }

        return initial is null ? null : ProgramTypes.Bare(initial) as IObjectCreationOperation;
    }

    private static bool IsWritten(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation or IIncrementOrDecrementOperation => true,
        _ => reference.Syntax.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.RefExpressionSyntax,
    };
}
