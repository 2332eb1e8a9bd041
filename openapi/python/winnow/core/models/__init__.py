""" Contains all the data models used in inputs/outputs """

from .access_scope import AccessScope
from .adadelta import Adadelta
from .adadelta_lr_scaling import AdadeltaLrScaling
from .adafactor import Adafactor
from .adafactor_lr_scaling import AdafactorLrScaling
from .adagrad import Adagrad
from .adagrad_lr_scaling import AdagradLrScaling
from .adam import Adam
from .adam_lr_scaling import AdamLrScaling
from .adam_w import AdamW
from .adam_w_lr_scaling import AdamWLrScaling
from .adamax import Adamax
from .adamax_lr_scaling import AdamaxLrScaling
from .aggregate import Aggregate
from .annotate_spec import AnnotateSpec
from .annotation_format import AnnotationFormat
from .annotation_role import AnnotationRole
from .annotation_task import AnnotationTask
from .annotation_task_page import AnnotationTaskPage
from .asgd import ASGD
from .asgd_lr_scaling import ASGDLrScaling
from .audit_entry import AuditEntry
from .audit_page import AuditPage
from .backbone import Backbone
from .backbone_params import BackboneParams
from .backbone_weights import BackboneWeights
from .barlow_twins import BarlowTwins
from .bucket_source import BucketSource
from .byol import BYOL
from .catalog import Catalog
from .catalog_backbone import CatalogBackbone
from .catalog_backbone_list import CatalogBackboneList
from .catalog_domain import CatalogDomain
from .catalog_entry import CatalogEntry
from .catalog_entry_parameters import CatalogEntryParameters
from .catalog_preset import CatalogPreset
from .catalog_preset_views import CatalogPresetViews
from .catalog_preset_views_additional_property import CatalogPresetViewsAdditionalProperty
from .category import Category
from .center_crop import CenterCrop
from .checkpoint import Checkpoint
from .checkpoint_card import CheckpointCard
from .checkpoint_metrics import CheckpointMetrics
from .checkpoint_page import CheckpointPage
from .color_jitter import ColorJitter
from .crop_spec import CropSpec
from .crop_spec_format import CropSpecFormat
from .csv_exporter import CsvExporter
from .cutout import Cutout
from .dataset import Dataset
from .dataset_create import DatasetCreate
from .dataset_page import DatasetPage
from .dataset_update import DatasetUpdate
from .dcl import DCL
from .dclw import DCLW
from .deduplicate_spec import DeduplicateSpec
from .deletion import Deletion
from .dino import DINO
from .distillation import Distillation
from .diversity_strategy import DiversityStrategy
from .domain import Domain
from .embed_spec import EmbedSpec
from .embedding import Embedding
from .embedding_metrics import EmbeddingMetrics
from .embedding_page import EmbeddingPage
from .embedding_score import EmbeddingScore
from .embedding_scores import EmbeddingScores
from .export import Export
from .export_create import ExportCreate
from .export_page import ExportPage
from .export_spec import ExportSpec
from .failure import Failure
from .fast_siam import FastSiam
from .field_error import FieldError
from .filenames_exporter import FilenamesExporter
from .folder_source import FolderSource
from .gaussian_blur import GaussianBlur
from .gaussian_noise import GaussianNoise
from .given_box import GivenBox
from .given_boxes import GivenBoxes
from .grayscale import Grayscale
from .health import Health
from .histogram import Histogram
from .horizontal_flip import HorizontalFlip
from .identity import Identity
from .images_exporter import ImagesExporter
from .ingest_item import IngestItem
from .ingest_item_page import IngestItemPage
from .ingest_spec import IngestSpec
from .installation_limits import InstallationLimits
from .item_outcome import ItemOutcome
from .jigsaw import Jigsaw
from .job import Job
from .job_kind import JobKind
from .job_metrics import JobMetrics
from .job_page import JobPage
from .job_result_type_0 import JobResultType0
from .job_state import JobState
from .job_summary import JobSummary
from .job_summary_result_type_0 import JobSummaryResultType0
from .json_lines_exporter import JsonLinesExporter
from .key import Key
from .key_create import KeyCreate
from .key_page import KeyPage
from .key_rotate import KeyRotate
from .label_studio_exporter import LabelStudioExporter
from .lars import LARS
from .lars_lr_scaling import LARSLrScaling
from .le_jepa import LeJEPA
from .limits import Limits
from .local_crops import LocalCrops
from .mae import MAE
from .manifest_columns import ManifestColumns
from .manifest_source import ManifestSource
from .manifest_source_format import ManifestSourceFormat
from .metadata_field import MetadataField
from .metadata_field_page import MetadataFieldPage
from .metadata_field_type import MetadataFieldType
from .metadata_target import MetadataTarget
from .metric_point import MetricPoint
from .metric_series import MetricSeries
from .mixed_barlow_twins import MixedBarlowTwins
from .mmcr import MMCR
from .mo_co import MoCo
from .mo_co_v3 import MoCoV3
from .n_adam import NAdam
from .n_adam_lr_scaling import NAdamLrScaling
from .new_key import NewKey
from .nnclr import NNCLR
from .own_scores import OwnScores
from .own_scores_format import OwnScoresFormat
from .pick import Pick
from .pick_page import PickPage
from .pipeline_spec import PipelineSpec
from .pipeline_spec_jobs import PipelineSpecJobs
from .prediction_scores import PredictionScores
from .preset import Preset
from .problem import Problem
from .progress import Progress
from .quarter_turn import QuarterTurn
from .queue import Queue
from .r_adam import RAdam
from .r_adam_lr_scaling import RAdamLrScaling
from .random_resized_crop import RandomResizedCrop
from .random_strategy import RandomStrategy
from .re_sa import ReSA
from .rm_sprop import RMSprop
from .rm_sprop_lr_scaling import RMSpropLrScaling
from .rotation import Rotation
from .rprop import Rprop
from .rprop_lr_scaling import RpropLrScaling
from .sample import Sample
from .sample_annotations import SampleAnnotations
from .sample_attributes import SampleAttributes
from .sample_deletion import SampleDeletion
from .sample_kind import SampleKind
from .sample_page import SamplePage
from .sample_sort import SampleSort
from .sample_status import SampleStatus
from .sample_update import SampleUpdate
from .sample_update_attributes import SampleUpdateAttributes
from .schedule import Schedule
from .schedule_name import ScheduleName
from .score import Score
from .score_page import ScorePage
from .score_parameters import ScoreParameters
from .score_spec import ScoreSpec
from .scored_sample import ScoredSample
from .scored_sample_page import ScoredSamplePage
from .scores_samples_order import ScoresSamplesOrder
from .select_spec import SelectSpec
from .session_create import SessionCreate
from .sgd import SGD
from .sgd_lr_scaling import SGDLrScaling
from .sim_clr import SimCLR
from .sim_mim import SimMIM
from .sim_siam import SimSiam
from .sizing import Sizing
from .solarize import Solarize
from .stem import Stem
from .subset import Subset
from .subset_metrics import SubsetMetrics
from .subset_page import SubsetPage
from .subset_strategy import SubsetStrategy
from .sw_av import SwAV
from .task_annotations import TaskAnnotations
from .task_annotations_annotations_item import TaskAnnotationsAnnotationsItem
from .task_boxes import TaskBoxes
from .task_target import TaskTarget
from .task_type import TaskType
from .teacher import Teacher
from .ti_co import TiCo
from .tiles import Tiles
from .torchvision_source import TorchvisionSource
from .torchvision_source_name import TorchvisionSourceName
from .torchvision_source_split import TorchvisionSourceSplit
from .train_spec import TrainSpec
from .train_spec_precision import TrainSpecPrecision
from .transform import Transform
from .transform_preset import TransformPreset
from .upload import Upload
from .upload_page import UploadPage
from .upload_purpose import UploadPurpose
from .upload_source import UploadSource
from .upload_state import UploadState
from .vertical_flip import VerticalFlip
from .vic_reg import VICReg
from .video import Video
from .video_page import VideoPage
from .video_sampling import VideoSampling
from .video_status import VideoStatus
from .view_pipeline import ViewPipeline
from .view_transform import ViewTransform
from .vis_reg import VISReg
from .weak_label_target import WeakLabelTarget
from .worker import Worker
from .worker_list import WorkerList
from .workspace import Workspace
from .workspace_create import WorkspaceCreate
from .workspace_page import WorkspacePage

__all__ = (
    "AccessScope",
    "Adadelta",
    "AdadeltaLrScaling",
    "Adafactor",
    "AdafactorLrScaling",
    "Adagrad",
    "AdagradLrScaling",
    "Adam",
    "Adamax",
    "AdamaxLrScaling",
    "AdamLrScaling",
    "AdamW",
    "AdamWLrScaling",
    "Aggregate",
    "AnnotateSpec",
    "AnnotationFormat",
    "AnnotationRole",
    "AnnotationTask",
    "AnnotationTaskPage",
    "ASGD",
    "ASGDLrScaling",
    "AuditEntry",
    "AuditPage",
    "Backbone",
    "BackboneParams",
    "BackboneWeights",
    "BarlowTwins",
    "BucketSource",
    "BYOL",
    "Catalog",
    "CatalogBackbone",
    "CatalogBackboneList",
    "CatalogDomain",
    "CatalogEntry",
    "CatalogEntryParameters",
    "CatalogPreset",
    "CatalogPresetViews",
    "CatalogPresetViewsAdditionalProperty",
    "Category",
    "CenterCrop",
    "Checkpoint",
    "CheckpointCard",
    "CheckpointMetrics",
    "CheckpointPage",
    "ColorJitter",
    "CropSpec",
    "CropSpecFormat",
    "CsvExporter",
    "Cutout",
    "Dataset",
    "DatasetCreate",
    "DatasetPage",
    "DatasetUpdate",
    "DCL",
    "DCLW",
    "DeduplicateSpec",
    "Deletion",
    "DINO",
    "Distillation",
    "DiversityStrategy",
    "Domain",
    "Embedding",
    "EmbeddingMetrics",
    "EmbeddingPage",
    "EmbeddingScore",
    "EmbeddingScores",
    "EmbedSpec",
    "Export",
    "ExportCreate",
    "ExportPage",
    "ExportSpec",
    "Failure",
    "FastSiam",
    "FieldError",
    "FilenamesExporter",
    "FolderSource",
    "GaussianBlur",
    "GaussianNoise",
    "GivenBox",
    "GivenBoxes",
    "Grayscale",
    "Health",
    "Histogram",
    "HorizontalFlip",
    "Identity",
    "ImagesExporter",
    "IngestItem",
    "IngestItemPage",
    "IngestSpec",
    "InstallationLimits",
    "ItemOutcome",
    "Jigsaw",
    "Job",
    "JobKind",
    "JobMetrics",
    "JobPage",
    "JobResultType0",
    "JobState",
    "JobSummary",
    "JobSummaryResultType0",
    "JsonLinesExporter",
    "Key",
    "KeyCreate",
    "KeyPage",
    "KeyRotate",
    "LabelStudioExporter",
    "LARS",
    "LARSLrScaling",
    "LeJEPA",
    "Limits",
    "LocalCrops",
    "MAE",
    "ManifestColumns",
    "ManifestSource",
    "ManifestSourceFormat",
    "MetadataField",
    "MetadataFieldPage",
    "MetadataFieldType",
    "MetadataTarget",
    "MetricPoint",
    "MetricSeries",
    "MixedBarlowTwins",
    "MMCR",
    "MoCo",
    "MoCoV3",
    "NAdam",
    "NAdamLrScaling",
    "NewKey",
    "NNCLR",
    "OwnScores",
    "OwnScoresFormat",
    "Pick",
    "PickPage",
    "PipelineSpec",
    "PipelineSpecJobs",
    "PredictionScores",
    "Preset",
    "Problem",
    "Progress",
    "QuarterTurn",
    "Queue",
    "RAdam",
    "RAdamLrScaling",
    "RandomResizedCrop",
    "RandomStrategy",
    "ReSA",
    "RMSprop",
    "RMSpropLrScaling",
    "Rotation",
    "Rprop",
    "RpropLrScaling",
    "Sample",
    "SampleAnnotations",
    "SampleAttributes",
    "SampleDeletion",
    "SampleKind",
    "SamplePage",
    "SampleSort",
    "SampleStatus",
    "SampleUpdate",
    "SampleUpdateAttributes",
    "Schedule",
    "ScheduleName",
    "Score",
    "ScoredSample",
    "ScoredSamplePage",
    "ScorePage",
    "ScoreParameters",
    "ScoreSpec",
    "ScoresSamplesOrder",
    "SelectSpec",
    "SessionCreate",
    "SGD",
    "SGDLrScaling",
    "SimCLR",
    "SimMIM",
    "SimSiam",
    "Sizing",
    "Solarize",
    "Stem",
    "Subset",
    "SubsetMetrics",
    "SubsetPage",
    "SubsetStrategy",
    "SwAV",
    "TaskAnnotations",
    "TaskAnnotationsAnnotationsItem",
    "TaskBoxes",
    "TaskTarget",
    "TaskType",
    "Teacher",
    "TiCo",
    "Tiles",
    "TorchvisionSource",
    "TorchvisionSourceName",
    "TorchvisionSourceSplit",
    "TrainSpec",
    "TrainSpecPrecision",
    "Transform",
    "TransformPreset",
    "Upload",
    "UploadPage",
    "UploadPurpose",
    "UploadSource",
    "UploadState",
    "VerticalFlip",
    "VICReg",
    "Video",
    "VideoPage",
    "VideoSampling",
    "VideoStatus",
    "ViewPipeline",
    "ViewTransform",
    "VISReg",
    "WeakLabelTarget",
    "Worker",
    "WorkerList",
    "Workspace",
    "WorkspaceCreate",
    "WorkspacePage",
)
