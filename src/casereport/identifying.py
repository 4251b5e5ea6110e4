"""Which attributes of a DICOM file tell who was imaged, by whom, where and when.

After Table E.1-1 of DICOM PS3.15 (Attribute Confidentiality Profiles). Most of its hundreds of rows
follow from the kind of the value (a name, a date, a free text, an identifier) or from the group
(all of the patient, the visit and the request), and are held here as these two rules. Of the rows
that follow from neither, those are listed that images and their procedures may have; those of
treatment plans, hanging protocols and photographs are not. The rules reach beyond the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydicom.dataelem import DataElement
    from pydicom.dataset import Dataset

KINDS = frozenset({"AE", "AS", "DA", "DT", "LT", "PN", "ST", "TM", "UC", "UR", "UT"})
"""Value representations (PS3.5, 6.2): people, their devices, ages, dates, times, free text."""

GROUPS = frozenset({0x0010, 0x0012, 0x0032, 0x0038, 0x0088, 0x4000, 0x4008, 0xFFFA, 0xFFFC})
"""Patient, trial, request, visit, storage, texts, results, signatures, padding."""

DRAWN = frozenset({(0x5000, 0x3000), (0x6000, 0x3000), (0x6000, 0x4000)})
"""Curves and overlays, which repeat over the groups that follow: they may be handwriting."""

HARMLESS = frozenset({"PatientIdentityRemoved", "DeidentificationMethod"})
"""Within these groups or kinds, but says nothing about anybody."""

STANDARD_UIDS = "1.2.840.10008."
"""Identifiers below this root are the standard's own words; every other one is somebody's."""

KEYWORDS = frozenset(
    """
    AccessionNumber AcquisitionContextSequence AcquisitionDeviceProcessingDescription
    AcquisitionFieldOfViewLabel AcquisitionProtocolDescription AdmittingDiagnosesCodeSequence
    AdmittingDiagnosesDescription AnnotationGroupLabel BarcodeValue CameraOwnerName CassetteID
    CertificateOfSigner CertifiedTimestamp ConfidentialityConstraintOnPatientDataDescription
    ConsultingPhysicianIdentificationSequence ContainerComponentID ContainerIdentifier
    ContentCreatorIdentificationCodeSequence ContentSequence ContextGroupLocalVersion
    ContrastBolusAgent ContributionDescription CustodialOrganizationSequence
    DetectorID DeviceAlternateIdentifier DeviceDescription DeviceLabel DeviceSerialNumber
    EncapsulatedDocument FillerOrderNumberImagingServiceRequest FlowIdentifier
    FunctionalSyncPulse GantryID GeneratorID GraphicAnnotationSequence HumanPerformerOrganization
    IconImageSequence InstanceOriginStatus InstitutionCodeSequence InstitutionName
    InstitutionalDepartmentName InstitutionalDepartmentTypeCodeSequence
    IssuerOfTheContainerIdentifierSequence IssuerOfTheSpecimenIdentifierSequence LabelText LensMake
    LensModel LensSerialNumber LensSpecification LongDeviceDescription MAC MakerNote
    ManufacturerDeviceIdentifier ModifiedAttributesSequence ModifiedImageDescription
    ModifyingDeviceID ModifyingSystem MultienergyAcquisitionDescription NetworkID
    NonconformingDataElementValue NonconformingModifiedAttributesSequence
    OperatorIdentificationSequence OrderCallbackPhoneNumber OrderEntererLocation
    OriginalAttributesSequence OtherClinicalTrialProtocolIDsSequence ParticipantSequence
    PatientTransportArrangements PerformedLocation PerformedProcedureStepDescription
    PerformedProcedureStepID PerformedStationGeographicLocationCodeSequence PerformedStationName
    PerformedStationNameCodeSequence PerformingPhysicianIdentificationSequence
    PersonIdentificationCodeSequence PersonTelephoneNumbers PhysiciansOfRecordIdentificationSequence
    PhysiciansReadingStudyIdentificationSequence PlacerOrderNumberImagingServiceRequest PlateID
    PreMedication ProtocolName PyramidDescription PyramidLabel
    ReasonForRequestedProcedureCodeSequence
    ReasonForTheAttributeModification ReasonForTheImagingServiceRequest
    ReasonForTheRequestedProcedure ReferencedDigitalSignatureSequence ReferencedImageSequence
    ReferencedPatientSequence ReferencedPerformedProcedureStepSequence
    ReferencedSOPInstanceMACSequence ReferencedStudySequence
    ReferringPhysicianIdentificationSequence ReferringPhysicianTelephoneNumbers
    RequestAttributesSequence RequestedProcedureDescription RequestedProcedureID
    RequestedProcedureLocation RequestedSeriesDescription
    RespiratoryMotionCompensationTechniqueDescription ScheduledHumanPerformersSequence
    ScheduledPerformingPhysicianIdentificationSequence ScheduledProcedureStepDescription
    ScheduledProcedureStepID ScheduledProcedureStepLocation
    ScheduledStationGeographicLocationCodeSequence ScheduledStationName
    ScheduledStationNameCodeSequence SeriesDescription SourceImageSequence SourceOfPreviousValues
    SpecimenAccessionNumber SpecimenIdentifier SpecimenPreparationSequence
    SpecimenShortDescription StationName StudyDescription StudyID TimezoneOffsetFromUTC
    TransducerIdentificationSequence UDISequence UniqueDeviceIdentifier VerifyingObserverSequence
    VerifyingOrganization XRayDetectorID XRayDetectorLabel XRaySourceID
    """.split()  # noqa: SIM905 - a hundred quoted lines say no more
)
"""What neither kind nor group tells, by keyword (PS3.6)."""


def identifying(data: Dataset) -> tuple[frozenset[str], frozenset[int]]:
    """Return the names of the identifying attributes that have a value, and the private tags.

    The values themselves are looked at and not kept. Sequences are searched to any depth.
    """
    names: set[str] = set()
    private: set[int] = set()
    for element in _elements(data):
        if element.tag.is_private:
            if not element.tag.is_private_creator:
                private.add(int(element.tag))
        elif not element.is_empty and _tells(element):
            names.add(element.name.strip())
    return frozenset(names), frozenset(private)


def _elements(data: Dataset) -> Iterator[DataElement]:
    for element in data:
        yield element
        # A private sequence is private as a whole; its inner tags add nothing to say.
        if element.VR == "SQ" and not element.tag.is_private:
            for item in element.value or ():
                yield from _elements(item)


def _tells(element: DataElement) -> bool:
    if element.keyword in HARMLESS or element.tag.element == 0:
        return False
    if element.VR == "UI":
        values = [element.value] if isinstance(element.value, str) else element.value
        return any(not str(value).startswith(STANDARD_UIDS) for value in values)
    group = element.tag.group
    return (
        element.VR in KINDS
        or group in GROUPS
        or (group & 0xFF00, element.tag.element) in DRAWN
        or element.keyword in KEYWORDS
    )
